using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>The cases of <see cref="TrafficSplitterContract.TroubleCases"/>.</summary>
internal static class TrafficSplitterTroubles
{
    private const int Rounds = 3;

    private static readonly TrafficShare half = TrafficShare.FromPercent(50);
    private static readonly int[] patienceInMilliseconds = [0, 1, 5, 20, 100];

    public static async Task RestartAsync(BalancerUnderTest balancer, ContractCheck check)
    {
        await GivenAsync(balancer.Splitter, check, half).ConfigureAwait(false);
        await check.CallAsync("restarting the balancer", balancer.Restart).ConfigureAwait(false);
        check.Equal("the share after a restart of the balancer", half, await ReadAsync(balancer.Splitter, check).ConfigureAwait(false));
        await GivenAsync(balancer.Splitter, check, TrafficShare.AllBlue).ConfigureAwait(false);
    }

    public static async Task ForeignHandAsync(BalancerUnderTest balancer, ContractCheck check)
    {
        await GivenAsync(balancer.Splitter, check, half).ConfigureAwait(false);
        await GivenAsync(balancer.Another(), check, TrafficShare.AllGreen).ConfigureAwait(false);
        check.Equal("the share that another process set", TrafficShare.AllGreen, await ReadAsync(balancer.Splitter, check).ConfigureAwait(false));
    }

    public static async Task TwoWritersAsync(BalancerUnderTest balancer, ContractCheck check)
    {
        ITrafficSplitter other = balancer.Another();
        for (int round = 0; round < Rounds; round++)
        {
            bool[] came = await Task.WhenAll(TriedAsync(balancer.Splitter, check, half), TriedAsync(other, check, TrafficShare.AllGreen)).ConfigureAwait(false);
            check.That(came.Contains(true), "at least one of two writers to succeed", "neither did");
            TrafficShare one = await ReadAsync(balancer.Splitter, check).ConfigureAwait(false);
            check.That(one == half || one == TrafficShare.AllGreen, $"one of two writers' shares, {half} or {TrafficShare.AllGreen}", $"{one}");
            check.Equal("the share that both writers read", one, await ReadAsync(other, check).ConfigureAwait(false));
        }
        await GivenAsync(balancer.Splitter, check, TrafficShare.AllBlue).ConfigureAwait(false);
    }

    public static async Task RefusedAsync(BalancerUnderTest balancer, ContractCheck check)
    {
        await GivenAsync(balancer.Splitter, check, half).ConfigureAwait(false);
        await check.CallAsync("making the balancer refuse", balancer.Refuse).ConfigureAwait(false);
        UpgradeServiceException refusal = await check.ThrowsAsync<UpgradeServiceException>("SetShareAsync(100 %) of a balancer that refuses", token => balancer.Splitter.SetShareAsync(TrafficShare.AllGreen, token)).ConfigureAwait(false);
        check.Said("the refusal", refusal.Message);
        await check.CallAsync("making the balancer obey again", balancer.Obey).ConfigureAwait(false);
        check.Equal("the share after a change that was refused", half, await ReadAsync(balancer.Splitter, check).ConfigureAwait(false));
        await GivenAsync(balancer.Splitter, check, TrafficShare.AllBlue).ConfigureAwait(false);
    }

    /// <summary>A process that dies while it asks: another one finds the old share or the new one, and goes back from either.</summary>
    public static async Task GivenUpAsync(BalancerUnderTest balancer, ContractCheck check)
    {
        foreach (int milliseconds in patienceInMilliseconds)
        {
            await GivenAsync(balancer.Another(), check, TrafficShare.AllBlue).ConfigureAwait(false);
            using (CancellationTokenSource gone = new(milliseconds)) await GiveUpAsync(balancer.Another(), check, gone.Token).ConfigureAwait(false);
            ITrafficSplitter next = balancer.Another();
            TrafficShare found = await ReadAsync(next, check).ConfigureAwait(false);
            check.That(found == TrafficShare.AllBlue || found == TrafficShare.AllGreen, $"the old or the new share after a call that was given up after {milliseconds} ms", $"{found}");
            await GivenAsync(next, check, half).ConfigureAwait(false);
        }
        await GivenAsync(balancer.Another(), check, TrafficShare.AllBlue).ConfigureAwait(false);
    }

    private static async Task GiveUpAsync(ITrafficSplitter splitter, ContractCheck check, CancellationToken gone)
    {
        try
        {
            await check.CallAsync("SetShareAsync(100 %) until it is given up", _ => UntilAsync(splitter, gone)).ConfigureAwait(false);
        }
        catch (ContractViolationException violation) when (violation.InnerException is OperationCanceledException)
        {
            // As asked.
        }
    }

    private static async Task<bool> UntilAsync(ITrafficSplitter splitter, CancellationToken gone)
    {
        await splitter.SetShareAsync(TrafficShare.AllGreen, gone).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> TriedAsync(ITrafficSplitter splitter, ContractCheck check, TrafficShare share)
    {
        try
        {
            await check.CallAsync($"SetShareAsync({share}) beside another writer", token => splitter.SetShareAsync(share, token)).ConfigureAwait(false);
            return true;
        }
        catch (ContractViolationException violation) when (violation.InnerException is UpgradeServiceException)
        {
            return false;
        }
    }

    private static Task<TrafficShare> ReadAsync(ITrafficSplitter splitter, ContractCheck check) => check.CallAsync("GetShareAsync", splitter.GetShareAsync);

    private static async Task GivenAsync(ITrafficSplitter splitter, ContractCheck check, TrafficShare share)
    {
        await check.CallAsync($"SetShareAsync({share})", token => splitter.SetShareAsync(share, token)).ConfigureAwait(false);
        check.Equal($"the share read after SetShareAsync({share})", share, await ReadAsync(splitter, check).ConfigureAwait(false));
    }
}
