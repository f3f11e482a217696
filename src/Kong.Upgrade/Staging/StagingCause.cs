using Kong.Upgrade.Preflight.Catalogue;

namespace Kong.Upgrade.Staging;

/// <summary>One thing that is wrong with green, and everything that fails for it. Immutable.</summary>
public sealed class StagingCause
{
    /// <summary>What is wrong, in words.</summary>
    public required string What { get; init; }

    /// <summary>What it touches, such as <c>plugin key-auth</c>, <c>route</c> or <c>certificate</c>.</summary>
    public required string Area { get; init; }

    /// <summary>The green nodes that do so.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Whether every green node does so, and not only some of them.</summary>
    public required bool IsOnEveryNode { get; init; }

    /// <summary>Whom it strikes, such as <c>route r-orders</c>; each once, in order.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>What all that fail so have and nothing that passes has, such as <c>plugin key-auth</c>; <see langword="null"/> where nothing stands out.</summary>
    public string? Shared { get; init; }

    /// <summary>One of them, with request and answers.</summary>
    public required StagingFinding Example { get; init; }

    /// <summary>Changes between the two versions that fit it, the likeliest first; empty where none does.</summary>
    public IReadOnlyList<BreakingChange> Changes { get; init; } = [];
}
