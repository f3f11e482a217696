namespace Kong.Upgrade.Versions;

/// <summary>Where a step of an <see cref="UpgradePath"/> begins or ends: an exact version, or the newest patch of a minor version, which cannot be known without a look at Kong's releases. Immutable.</summary>
public sealed class PathStop
{
    private readonly string text;

    internal PathStop(KongVersion exactly) => (AtLeast, IsExact, text) = (exactly, true, VersionText.Of(exactly));

    internal PathStop(KongBranch branch, KongVersion atLeast) => (AtLeast, NewestKnown, text) = (atLeast, branch.NewestKnown, branch.Name + ".x");

    /// <summary>Whether it is this one version: true of both ends of a path.</summary>
    public bool IsExact { get; }

    /// <summary>The version itself, or the oldest patch from which on nothing known here speaks against this minor version.</summary>
    public KongVersion AtLeast { get; }

    /// <summary>The newest patch that is known here; <see langword="null"/> where none was listed, and for an exact version.</summary>
    public KongVersion? NewestKnown { get; }

    /// <summary>Text such as <c>2.8.5</c> or <c>3.4.x</c>; four numbers say Enterprise.</summary>
    /// <returns>The version, or the minor version with an x.</returns>
    public override string ToString() => text;

    internal string Describe() => IsExact ? text
        : $"{text} (the newest patch; not below {VersionText.Of(AtLeast)}{(NewestKnown is null ? "" : $", the newest known here is {VersionText.Of(NewestKnown)}")})";
}
