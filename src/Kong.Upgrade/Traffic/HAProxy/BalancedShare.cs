namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>Green's part of what load balancing by weight gives, of servers that take requests now.</summary>
internal static class BalancedShare
{
    /// <exception cref="UpgradeServiceException">Nobody takes requests, or a side has weight but cannot use it: what it then seems to have, nothing or everything, would be over as soon as it can.</exception>
    public static TrafficShare Of(BackendState state, HAProxyOptions options)
    {
        int green = state.Green.Sum(s => s.Part), all = green + state.Blue.Concat(state.Others).Sum(s => s.Part);
        if (all == 0) throw new UpgradeServiceException($"No server of HAProxy's backend {options.Backend} takes requests ({state}): users get 503. Bring blue up.", isTransient: true);
        if (green == 0 && state.Green.Any(s => s.Weight > 0)) throw Waiting("green", state, options);
        if (green == all && state.Blue.Any(s => s.Weight > 0)) throw Waiting("blue", state, options);
        return TrafficShare.FromPercent(100.0 * green / all);
    }

    private static UpgradeServiceException Waiting(string side, BackendState state, HAProxyOptions options) =>
        new($"In HAProxy's backend {options.Backend} {side} has weight but no server that takes requests ({state}): it has no traffic now and will have some once it is back. Bring it up, or set another share.", isTransient: true);
}
