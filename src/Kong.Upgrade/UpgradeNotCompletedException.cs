namespace Kong.Upgrade;

/// <summary>A run ended in another way than <see cref="UpgradeOutcome.Completed"/>; thrown by <see cref="UpgradeReport.ThrowIfNotCompleted"/>.</summary>
public sealed class UpgradeNotCompletedException : KongUpgradeException
{
    internal UpgradeNotCompletedException(UpgradeReport report)
        : base(report.Describe(), report.Error) => Report = report;

    /// <summary>How the run ended.</summary>
    public UpgradeReport Report { get; }
}
