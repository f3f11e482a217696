using Kong.Upgrade.Events;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>Does something when a kind of event is told.</summary>
internal sealed class OnEvent<T>(Action<T> act) : IUpgradeObserver
    where T : UpgradeEvent
{
    public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken)
    {
        if (upgradeEvent is T wanted) act(wanted);
        return Task.CompletedTask;
    }
}
