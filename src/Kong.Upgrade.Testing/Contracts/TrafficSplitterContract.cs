using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="ITrafficSplitter"/> promises.</summary>
public static class TrafficSplitterContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="create">Makes a splitter on a balancer that works; each case asks for another and moves its traffic. Disposed after the case if it can be.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<ITrafficSplitter>> create, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ContractSuite<ITrafficSplitter>(nameof(ITrafficSplitter), create, patience)
            .Case("Capabilities_AlwaysTheSame", "What this splitter can do. Constant.", CapabilitiesAsync)
            .Case("SetShare_EachShare_IsInForceAndReadBack", "Asks the balancer for a share, and waits until it is in force for new requests.", EachShareAsync)
            .Case("SetShare_SmallestStep_IsGiven", "The smallest share other than nothing that it can give green.", (splitter, check) => GivenAsync(splitter, check, splitter.Capabilities.SmallestStep))
            .Case("SetShare_Twice_SameAsOnce", "Setting the same share twice has the same effect as once.", TwiceAsync)
            .Case("SetShare_AllBlueFromAllGreen_IsInForce", "This is the one service that a retreat needs, so it must work when everything else is broken.", RetreatAsync)
            .Case("SetShare_CancelledToken_EitherShareStands", "The caller no longer waits; either share may then be in force.", CancelledAsync)
            .Case("GetShare_CancelledToken_Ends", "Must answer as late as it likes to a cancelled token but never block for ever.", (splitter, check) => check.CancelledAsync("GetShareAsync", splitter.GetShareAsync))
            .Case("Members_FromManyThreads_Work", "Members may be called from several threads.", ThreadsAsync)
            .Cases;
    }

    /// <summary>What must hold when the balancer is restarted, changed by another hand, refuses, or is left in the middle of a change. The balancer must give 50 % exactly.</summary>
    /// <param name="create">Makes a balancer with a splitter on it; each case asks for another and disposes it.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> TroubleCases(Func<CancellationToken, Task<BalancerUnderTest>> create, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ContractSuite<BalancerUnderTest>(nameof(ITrafficSplitter), create, patience)
            .Case("Restart_OfTheBalancer_KeepsTheShare", "Reads the share that the balancer really has now, not the one last asked.", TrafficSplitterTroubles.RestartAsync)
            .Case("SetShare_ByAnotherHand_IsRead", "Reads the share that the balancer really has now, not the one last asked.", TrafficSplitterTroubles.ForeignHandAsync)
            .Case("SetShare_TwoWritersAtOnce_EndsOnOneOfTheirShares", "Members may be called from several threads.", TrafficSplitterTroubles.TwoWritersAsync)
            .Case("SetShare_Refused_ThrowsAndLeavesWhatWas", "Throw UpgradeServiceException when the balancer refuses or cannot be reached.", TrafficSplitterTroubles.RefusedAsync)
            .Case("SetShare_GivenUpInTheMiddle_LeavesOneOrTheOther", "The caller no longer waits; either share may then be in force.", TrafficSplitterTroubles.GivenUpAsync)
            .Cases;
    }

    private static async Task CapabilitiesAsync(ITrafficSplitter splitter, ContractCheck check)
    {
        SplitterCapabilities before = splitter.Capabilities;
        check.That(before.SmallestStep > TrafficShare.AllBlue, "a smallest step above nothing", $"{before.SmallestStep}");
        check.That(before.SettlesWithin >= TimeSpan.Zero, "a settling time of zero or more", $"{before.SettlesWithin}");
        await GivenAsync(splitter, check, TrafficShare.AllGreen).ConfigureAwait(false);
        SplitterCapabilities after = splitter.Capabilities;
        check.Equal("Capabilities after a change of the share", (before.SmallestStep, before.SettlesWithin, before.IsSticky), (after.SmallestStep, after.SettlesWithin, after.IsSticky));
    }

    private static async Task EachShareAsync(ITrafficSplitter splitter, ContractCheck check)
    {
        foreach (double percent in (double[])[50, 100, 50, 0]) await GivenAsync(splitter, check, TrafficShare.FromPercent(percent)).ConfigureAwait(false);
    }

    private static async Task TwiceAsync(ITrafficSplitter splitter, ContractCheck check)
    {
        await GivenAsync(splitter, check, TrafficShare.FromPercent(50)).ConfigureAwait(false);
        await GivenAsync(splitter, check, TrafficShare.FromPercent(50)).ConfigureAwait(false);
    }

    private static async Task RetreatAsync(ITrafficSplitter splitter, ContractCheck check)
    {
        await GivenAsync(splitter, check, TrafficShare.AllGreen).ConfigureAwait(false);
        await GivenAsync(splitter, check, TrafficShare.AllBlue).ConfigureAwait(false);
    }

    private static async Task CancelledAsync(ITrafficSplitter splitter, ContractCheck check)
    {
        await GivenAsync(splitter, check, TrafficShare.AllBlue).ConfigureAwait(false);
        await check.CancelledAsync("SetShareAsync(100 %)", token => splitter.SetShareAsync(TrafficShare.AllGreen, token)).ConfigureAwait(false);
        TrafficShare found = await check.CallAsync("GetShareAsync", splitter.GetShareAsync).ConfigureAwait(false);
        check.That(found == TrafficShare.AllBlue || found == TrafficShare.AllGreen, "either 0 % or 100 % in force", $"{found}");
        await GivenAsync(splitter, check, TrafficShare.AllBlue).ConfigureAwait(false);
    }

    private static async Task ThreadsAsync(ITrafficSplitter splitter, ContractCheck check)
    {
        await GivenAsync(splitter, check, TrafficShare.AllGreen).ConfigureAwait(false);
        await Parallel.ForAsync(0, 8, check.Stop, async (number, _) =>
        {
            if (number % 2 == 0) await check.CallAsync("SetShareAsync(0 %)", token => splitter.SetShareAsync(TrafficShare.AllBlue, token)).ConfigureAwait(false);
            else await check.CallAsync("GetShareAsync", splitter.GetShareAsync).ConfigureAwait(false);
        }).ConfigureAwait(false);
        check.Equal("the share that several threads asked for", TrafficShare.AllBlue, await check.CallAsync("GetShareAsync", splitter.GetShareAsync).ConfigureAwait(false));
    }

    private static async Task GivenAsync(ITrafficSplitter splitter, ContractCheck check, TrafficShare share)
    {
        TrafficShare answered = await check.CallAsync($"SetShareAsync({share})", token => splitter.SetShareAsync(share, token)).ConfigureAwait(false);
        TrafficShare accuracy = splitter.Capabilities.Accuracy;
        check.That(IsWithin(accuracy, share, answered), $"SetShareAsync({share}) to answer that share, within {accuracy}", $"{answered}");
        check.Equal($"the share read after SetShareAsync({share})", answered, await check.CallAsync("GetShareAsync", splitter.GetShareAsync).ConfigureAwait(false));
    }

    // Nothing and everything are exact for every balancer: a retreat that leaves a little is none.
    private static bool IsWithin(TrafficShare accuracy, TrafficShare asked, TrafficShare found)
    {
        bool isPart = asked > TrafficShare.AllBlue && asked < TrafficShare.AllGreen && found > TrafficShare.AllBlue && found < TrafficShare.AllGreen;
        return found == asked || (isPart && Math.Abs(found.PartsPerMillion - asked.PartsPerMillion) <= accuracy.PartsPerMillion);
    }
}
