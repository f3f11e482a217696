namespace Kong.Upgrade.Events;

/// <summary>The run is over. Immutable.</summary>
public sealed class RunEnded : UpgradeEvent
{
    internal RunEnded(string runId, DateTimeOffset at, UpgradeReport report)
        : base(runId, at) => Report = report;

    /// <summary>How.</summary>
    public UpgradeReport Report { get; }

    /// <inheritdoc/>
    public override string ToString() => Report.Headline;
}
