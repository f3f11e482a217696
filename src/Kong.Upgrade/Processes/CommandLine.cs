namespace Kong.Upgrade.Processes;

/// <summary>A command to run on this host. Immutable. Its text form shows no secret: those stand in the environment only (I9).</summary>
internal sealed record CommandLine(string Executable, params IReadOnlyList<string> Arguments)
{
    /// <summary>Added to this process's environment; <see langword="null"/> removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Values that are taken out of whatever the command prints.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    public string WorkingDirectory { get; init; } = "/";

    /// <summary>How long it may take to end by itself once it is asked to.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether whatever it started must have ended with it: a survivor that goes on working would make a lie of every look at the result (kong-facts 11.9).</summary>
    public bool LeavesNothing { get; init; }

    public override string ToString() => string.Join(' ', [Executable, .. Arguments]);
}
