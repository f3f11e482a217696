using Kong.Upgrade.Execution;

namespace Kong.Upgrade;

/// <summary>All traffic was to go back to blue, and the balancer was not seen to do it: traffic may still reach green. Appears as the <see cref="UpgradeReport.Error"/> of a halted run.</summary>
public sealed class RetreatFailedException : KongUpgradeException
{
    internal RetreatFailedException(RetreatResult retreat, Exception? cause)
        : base($"the balancer was not seen to send everything to blue within {retreat.Duration}: {retreat.Trouble?.TrimEnd('.')}. Set it by hand now", cause) => Duration = retreat.Duration;

    /// <summary>How long it was tried.</summary>
    public TimeSpan Duration { get; }
}
