namespace Kong.Upgrade.Staging.Routes.Candidates;

/// <summary>What came of aiming at one path of a route. Immutable.</summary>
internal sealed record Aim
{
    /// <summary>A request that blue and green both give to the route.</summary>
    public TriedRequest? Hit { get; init; }

    /// <summary>The plainest request, where blue and green do not surely give it to the same route.</summary>
    public TriedRequest? Split { get; init; }

    /// <summary>Why there is no <see cref="Hit"/>.</summary>
    public string Miss { get; init; } = "";
}
