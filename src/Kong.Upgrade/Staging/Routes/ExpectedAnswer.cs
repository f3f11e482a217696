namespace Kong.Upgrade.Staging.Routes;

/// <summary>What is known of an answer from the configuration alone. Immutable.</summary>
internal sealed record ExpectedAnswer
{
    /// <summary>The statuses that it may have; empty where any will do but Kong's own "no Route matched" (404) and its own 500.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>Statuses that it must not have, whatever else it may be: 401 where a real key was sent.</summary>
    public IReadOnlyList<int> Never { get; init; } = [];

    /// <summary>Why, for the reader: <c>key-auth refuses a request without a key</c>.</summary>
    public required string Why { get; init; }

    /// <summary>What it touches, as in <see cref="StagingFinding.Area"/>: <c>plugin key-auth</c>, or <c>route</c>.</summary>
    public string Area { get; init; } = "route";

    /// <summary>The route that must answer: its id and its name, as <c>Kong-Route-Id</c> and <c>Kong-Route-Name</c> say them where the node allows that.</summary>
    public string? RouteId { get; init; }

    public string? RouteName { get; init; }

    /// <summary>The service that must answer; <see langword="null"/> for a route without one.</summary>
    public string? ServiceId { get; init; }

    public string? ServiceName { get; init; }
}
