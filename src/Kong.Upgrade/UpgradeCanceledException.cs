namespace Kong.Upgrade;

/// <summary>The caller cancelled a run, and all traffic is on blue: the run went back before this was thrown.</summary>
/// <remarks>A cancelled run whose way back failed returns a <see cref="UpgradeOutcome.Halted"/> report instead; after the point of no return cancelling has no effect.</remarks>
public sealed class UpgradeCanceledException : OperationCanceledException
{
    internal UpgradeCanceledException(UpgradeReport report, CancellationToken cancellationToken)
        : base($"The upgrade was cancelled. {report.Headline}", cancellationToken) => Report = report;

    /// <summary>How the run ended.</summary>
    public UpgradeReport Report { get; }
}
