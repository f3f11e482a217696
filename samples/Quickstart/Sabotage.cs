using Kong.Upgrade;
using Kong.Upgrade.Events;
using Kong.Upgrade.Simulation;
using Kong.Upgrade.Simulation.Installation;

namespace Quickstart;

/// <summary>Makes green fail every second request once its share has reached the act's mark.</summary>
internal sealed class Sabotage(Act act, SimulatedInstallation installation) : IUpgradeObserver
{
    public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken)
    {
        // Also when a process that was cut off left green at the mark: there is no change of share to hear of then.
        bool mayHaveReached = upgradeEvent is ShareChanged or StepStarting;
        if (mayHaveReached && act.GreenFailsAtPercent is { } mark && installation.Balancer.Share.Percent >= (decimal)mark)
            foreach (SimulatedKongNode node in installation.GreenNodes) node.Faults.ErrorRate = 0.5;
        return Task.CompletedTask;
    }
}
