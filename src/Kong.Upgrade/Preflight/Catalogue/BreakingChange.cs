namespace Kong.Upgrade.Preflight.Catalogue;

/// <summary>One change between versions of Kong that may break an installation (kong-facts 7, as corrected by 13). Immutable.</summary>
public sealed class BreakingChange
{
    internal BreakingChange(ChangeRecord record, VersionSet versions) => (Record, Versions) = (record, versions);

    /// <summary>Its id, which never changes: the version that brought it and a number, such as <c>300-03</c>; <c>ANY-</c> for what concerns every upgrade, <c>SEEN-</c> for what was seen on real nodes and stands in no list of Kong's.</summary>
    public string Id => Record.Id;

    /// <summary>The first version of each branch that has it, such as <c>3.6.0, 3.4.3.5</c> for one that was carried back.</summary>
    public string Since => string.Join(", ", Record.Since);

    /// <summary>The first version of each branch that no longer has it; empty when it stays.</summary>
    public string Until => string.Join(", ", Record.Until);

    /// <summary>The editions.</summary>
    public ChangeEditions Editions => Record.Editions;

    /// <summary>Which upgrades it concerns.</summary>
    public ChangeTrigger Trigger => Record.Trigger;

    /// <summary>What it touches, such as <c>plugin acme</c>, <c>setting</c> or <c>route</c>.</summary>
    public string Area => Record.Area;

    /// <summary>How much it matters where it strikes.</summary>
    public FindingSeverity Severity => Record.Severity;

    /// <summary>What changed, in a sentence.</summary>
    public string Title => Record.Title;

    /// <summary>What to look for in an installation.</summary>
    public string LookFor => Record.LookFor;

    /// <summary>What to do about it.</summary>
    public string Remedy => Record.Remedy;

    /// <summary>How a person can be sure; <see langword="null"/> where a program can.</summary>
    public string? HowToFindOut => Record.FindOut;

    /// <summary>Where the fact comes from.</summary>
    public string Source => Record.Source;

    internal ChangeRecord Record { get; }

    private VersionSet Versions { get; }

    /// <summary>Whether an upgrade comes to have it.</summary>
    /// <param name="from">The old version.</param>
    /// <param name="to">The new version.</param>
    /// <returns>Whether the change lies between them, or is in them, as its <see cref="Trigger"/> says.</returns>
    public bool Concerns(KongVersion from, KongVersion to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (!IsOfEdition(to)) return false;
        return Trigger switch
        {
            ChangeTrigger.Always => true,
            ChangeTrigger.Target => Versions.Contains(to),
            ChangeTrigger.Either => Versions.Contains(to) || Versions.Contains(from),
            _ => Versions.Contains(to) && !Versions.HasReached(from),
        };
    }

    /// <summary>Its id and what changed.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"{Id}: {Title}";

    private bool IsOfEdition(KongVersion version) => Editions switch
    {
        ChangeEditions.OpenSource => !version.IsEnterprise,
        ChangeEditions.Enterprise => version.IsEnterprise,
        _ => true,
    };
}
