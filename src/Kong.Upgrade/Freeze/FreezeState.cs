namespace Kong.Upgrade.Freeze;

/// <summary>How the freeze stands and what configuration it protects. Immutable.</summary>
public sealed class FreezeState
{
    /// <summary>Whether writes are refused.</summary>
    public required FreezeStanding Standing { get; init; }

    /// <summary>A hash over the whole configuration: equal as long as nobody wrote; <see langword="null"/> when it cannot be computed.</summary>
    public string? ConfigurationFingerprint { get; init; }

    /// <summary>The same for each table, by its name, so that a change can be located; without spaces. Empty by default.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>();
}
