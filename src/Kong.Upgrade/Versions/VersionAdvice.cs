namespace Kong.Upgrade.Versions;

/// <summary>Why a version is better not gone to (or better left soon), and which one is good instead. Immutable.</summary>
public sealed class VersionAdvice
{
    internal VersionAdvice(KongVersion version, AvoidedVersions avoided, Concern concern, KongVersion? nextGood)
    {
        (Version, Row, Reason, Condition, NextGood) = (version, avoided.Row, avoided.Reason, avoided.Condition, nextGood);
        IsCertain = concern is Concern.Yes;
    }

    /// <summary>The version that is spoken of.</summary>
    public KongVersion Version { get; }

    /// <summary>The row of the catalogue of changes that says so, such as <c>360-01</c> (kong-facts 7); where it has none, the version.</summary>
    public string Row { get; }

    /// <summary>What is wrong with it, as half a sentence.</summary>
    public string Reason { get; }

    /// <summary>When it matters, as half a sentence; <see langword="null"/> when always.</summary>
    public string? Condition { get; }

    /// <summary>Whether the condition is known to hold. If not, it could not be known from what was given: somebody should look. Advice whose condition is known not to hold is not given.</summary>
    public bool IsCertain { get; }

    /// <summary>The oldest newer version of the edition that nothing known here speaks against; <see langword="null"/> when there is none.</summary>
    public KongVersion? NextGood { get; }

    /// <summary>One line for people.</summary>
    /// <returns>The version, what is wrong, when it matters, and what to take instead.</returns>
    public override string ToString() =>
        $"Avoid {VersionText.Of(Version)}{(Condition is null ? "" : IsCertain ? $" {Condition}, as here" : $" {Condition} (not known here)")}: {Reason} ({Row}). "
        + (NextGood is null ? "No newer good version is known here." : $"Take {VersionText.Of(NextGood)} or newer.");
}
