using Kong.Upgrade.Events;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Benchmarks.Alarms;

/// <summary>Hears when green gets its first share, and why it is taken back.</summary>
internal sealed class Watchman : IUpgradeObserver
{
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when green has its first share.</summary>
    public Task Begun => begun.Task;

    /// <summary>When it was decided that green goes.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    public string? Reason { get; private set; }

    public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken)
    {
        if (upgradeEvent is ShareChanged changed && changed.Share != TrafficShare.AllBlue) begun.TrySetResult();
        if (upgradeEvent is RetreatStarted started) (DecidedAt, Reason) = (started.At, started.Reason);
        return Task.CompletedTask;
    }
}
