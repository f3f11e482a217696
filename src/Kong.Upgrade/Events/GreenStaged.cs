using Kong.Upgrade.Staging;

namespace Kong.Upgrade.Events;

/// <summary>The staging tests have ended. Immutable.</summary>
public sealed class GreenStaged : UpgradeEvent
{
    internal GreenStaged(string runId, DateTimeOffset at, StagingReport report)
        : base(runId, at) => Report = report;

    /// <summary>How they ended.</summary>
    public StagingReport Report { get; }

    /// <inheritdoc/>
    public override string ToString() => Report.Headline;
}
