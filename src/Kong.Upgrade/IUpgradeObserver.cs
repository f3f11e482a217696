using Kong.Upgrade.Events;

namespace Kong.Upgrade;

/// <summary>Is told what a run does, in order, while it does it.</summary>
/// <remarks>
/// For the implementer: called inline, one event at a time; the next step waits. So be quick: an observer that takes longer than
/// <see cref="KongUpgradeOptions.ObserverTimeout"/> is not told anything more in that run. What you throw is logged and never fatal.
/// A retreat moves traffic first and tells afterwards.
/// </remarks>
public interface IUpgradeObserver
{
    /// <summary>Is told one thing.</summary>
    /// <param name="upgradeEvent">What happened; see the types in <c>Kong.Upgrade.Events</c>.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <returns>A task that ends when the next event may come.</returns>
    Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken);
}
