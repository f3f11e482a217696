using Kong.Upgrade.Events;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IUpgradeObserver"/> promises.</summary>
public static class UpgradeObserverContract
{
    /// <summary>The promises, one case each. The events are those of real runs on a <see cref="FakeKong"/>.</summary>
    /// <param name="create">Makes the observer; each case asks for another. Disposed after the case if it can be.</param>
    /// <param name="patience">How long one event may take; more than zero. The default value is the engine's, 5 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<IUpgradeObserver>> create, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        const string Quick = "Be quick: an observer that takes longer than KongUpgradeOptions.ObserverTimeout is not told anything more in that run. What you throw is logged and never fatal.";
        return new ContractSuite<IUpgradeObserver>(nameof(IUpgradeObserver), create, patience ?? new KongUpgradeOptions().ObserverTimeout)
            .Case("OnEvent_RunThatCompletes_IsTakenQuicklyWithoutAnError", Quick, (observer, check) => TellAsync(observer, check, static _ => { }))
            .Case("OnEvent_RunThatRollsBack_IsTakenQuicklyWithoutAnError", Quick, (observer, check) => TellAsync(observer, check, static kong => kong.Probe.Unhealthy(whenGreenIs: 10)))
            .Case("OnEvent_RunThatHalts_IsTakenQuicklyWithoutAnError", Quick, (observer, check) => TellAsync(observer, check, static kong => kong.Backup.IsProven = false))
            .Case("OnEvent_CancelledToken_Ends", "Nobody waits any more.", CancelledAsync)
            .Cases;
    }

    private static async Task TellAsync(IUpgradeObserver observer, ContractCheck check, Action<FakeKong> prepare)
    {
        foreach (UpgradeEvent told in await EventsAsync(prepare, check).ConfigureAwait(false))
            await check.CallAsync($"OnEventAsync({told.GetType().Name})", token => observer.OnEventAsync(told, token)).ConfigureAwait(false);
    }

    private static async Task CancelledAsync(IUpgradeObserver observer, ContractCheck check)
    {
        UpgradeEvent first = (await EventsAsync(static _ => { }, check).ConfigureAwait(false))[0];
        await check.CancelledAsync("OnEventAsync", token => observer.OnEventAsync(first, token)).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<UpgradeEvent>> EventsAsync(Action<FakeKong> prepare, ContractCheck check)
    {
        FakeKong kong = new();
        await using (kong.ConfigureAwait(false))
        {
            prepare(kong);
            UpgradePlan plan = UpgradePlan.CreateBuilder("3.9.0", "3.9.1").DivertInStages(10, 100).SoakEachStage(TimeSpan.FromSeconds(5)).Bake(TimeSpan.FromSeconds(5)).ApproveBeforeFinish(TimeSpan.FromMinutes(1)).Build();
            await kong.RunAsync(plan, check.Stop).ConfigureAwait(false);
            return kong.Events.All;
        }
    }
}
