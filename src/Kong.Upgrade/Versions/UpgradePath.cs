namespace Kong.Upgrade.Versions;

/// <summary>
/// The way from one version of Kong to another: the steps that Kong guarantees and the stops that they need, found without any look at an installation or a network. Immutable and safe for any number of threads.
/// </summary>
/// <remarks>
/// Kong guarantees going from patch to patch, from a minor version to the next, and from a long-term version to the next (2.8, 3.4, 3.10, 3.14); other ways are gone step by step (kong-facts 6.1).
/// Versions that the facts advise against are no stops. Releases after May 2026 are not known here, and are said not to be.
/// </remarks>
public sealed class UpgradePath
{
    private UpgradePath(KongVersion from, KongVersion to, UpgradeCircumstances circumstances, UpgradePathStanding standing, string reason)
    {
        (From, To, Circumstances, Standing, Reason) = (from, to, circumstances, standing, reason);
        if (standing is not (UpgradePathStanding.Guaranteed or UpgradePathStanding.NotGuaranteed)) return;
        VersionAdvisor advisor = new(from, circumstances);
        Advice = [.. advisor.AgainstOrigin(), .. advisor.Against(to)];
        Remarks = PathRemarks.Of(from, to, circumstances);
    }

    /// <summary>The version that runs now.</summary>
    public KongVersion From { get; }

    /// <summary>The version that is wanted.</summary>
    public KongVersion To { get; }

    /// <summary>What is known of the way.</summary>
    public UpgradePathStanding Standing { get; }

    /// <summary>Why the standing is what it is, in a sentence or two.</summary>
    public string Reason { get; }

    /// <summary>The steps in order; empty when there is no way, or none that is known.</summary>
    public IReadOnlyList<PathStep> Steps { get; private init; } = [];

    /// <summary>The jump without stops, which people make all the same: possible, but nothing that Kong guarantees. <see langword="null"/> when the way is one step anyway, and where Kong's migrations refuse the jump (to 3.x from below 2.1).</summary>
    public PathStep? Direct { get; private init; }

    /// <summary>What speaks against the two versions named, and which ones are good instead; empty when there is no way.</summary>
    public IReadOnlyList<VersionAdvice> Advice { get; } = [];

    /// <summary>Further sentences: versions that are not known here, support that has ended; empty when there is no way.</summary>
    public IReadOnlyList<string> Remarks { get; } = [];

    internal UpgradeCircumstances Circumstances { get; }

    /// <summary>Finds the way between any two versions. That there is none is an answer, not an error.</summary>
    /// <param name="from">The version that runs now.</param>
    /// <param name="to">The version that is wanted.</param>
    /// <param name="circumstances">What is known of the installation; the more, the less is answered with "if".</param>
    /// <returns>The way; see <see cref="Standing"/> first.</returns>
    /// <exception cref="ArgumentNullException">A version is missing.</exception>
    public static UpgradePath Find(KongVersion from, KongVersion to, UpgradeCircumstances? circumstances = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        circumstances ??= new();
        if (PathRefusal.Of(from, to) is var (standing, reason)) return new(from, to, circumstances, standing, reason);
        IReadOnlyList<PathStep>? steps = new RouteSearch(from, to, circumstances, new(from, circumstances)).Find(KnownBranches.Find(from)!, KnownBranches.Find(to)!);
        if (steps is null) return new(from, to, circumstances, PathRefusal.Disconnected(from, to).Standing, PathRefusal.Disconnected(from, to).Reason);
        standing = steps.All(s => s.IsGuaranteed) ? UpgradePathStanding.Guaranteed : UpgradePathStanding.NotGuaranteed;
        return new(from, to, circumstances, standing, PathText.Reason(steps)) { Steps = steps, Direct = DirectJump.Of(from, to, steps, circumstances) };
    }

    /// <summary>The way in one line.</summary>
    /// <returns>Text such as <c>2.8.5 → 3.4.x → 3.5.1</c>, or the two versions and that there is no path, or that none is known.</returns>
    public override string ToString() => PathText.Line(this);

    /// <summary>The way for people: the first line says what is true, then the steps with their reasons, the direct jump, the advice and the remarks. Stable for the same input, lines end with <c>\n</c>.</summary>
    /// <returns>Several lines of text.</returns>
    public string Describe() => PathText.Describe(this);
}
