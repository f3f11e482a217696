using Kong.Upgrade.Events;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Execution;

/// <summary>Tells observers, inline and in order. An observer that throws is logged; one that is too slow is not told anything more.</summary>
internal sealed class EventStream(IReadOnlyList<IUpgradeObserver> observers, TimeSpan timeout, TimeProvider time, ILogger log)
{
    private readonly HashSet<IUpgradeObserver> tooSlow = [];

    public async Task PublishAsync(UpgradeEvent upgradeEvent)
    {
        foreach (IUpgradeObserver observer in observers)
            if (!tooSlow.Contains(observer)) await TellAsync(observer, upgradeEvent).ConfigureAwait(false);
    }

    private async Task TellAsync(IUpgradeObserver observer, UpgradeEvent upgradeEvent)
    {
        try
        {
            await Deadline.RunAsync(observer.GetType().Name, timeout, time, token => ToldAsync(observer.OnEventAsync(upgradeEvent, token)), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            if (error is StepTimedOutException) tooSlow.Add(observer);
            log.ObserverFailed(observer.GetType().Name, upgradeEvent.GetType().Name, error);
        }
    }

    private static async Task<bool> ToldAsync(Task telling)
    {
        await telling.ConfigureAwait(false);
        return true;
    }
}
