namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>Whether those who are to have traffic can take it.</summary>
internal static class BlueCheck
{
    /// <summary>Before green loses its last part: with blue down everybody would get 503. Whoever cannot look goes on, for a retreat needs nothing.</summary>
    public static async Task TakesTrafficAsync(Func<CancellationToken, Task<BackendState>> look, HAProxyOptions options, CancellationToken cancellationToken)
    {
        BackendState? state = null;
        try
        {
            state = await look(cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException)
        {
            return;
        }
        if (!state.Blue.Any(s => s.Part > 0)) throw new UpgradeServiceException($"All traffic should go to blue, but no blue server of HAProxy's backend {options.Backend} takes requests ({state}). Green keeps its part so that somebody answers. Bring blue up, then repeat.", isTransient: true);
    }

    public static void BothCanTake(BackendState state, TrafficShare desired, HAProxyOptions options)
    {
        if (!state.Green.Any(s => s.IsUp)) throw Refused("green", state, desired, options);
        if (desired < TrafficShare.AllGreen && !state.Blue.Any(s => s.IsUp)) throw Refused("blue", state, desired, options);
    }

    private static UpgradeServiceException Refused(string side, BackendState state, TrafficShare desired, HAProxyOptions options) =>
        new($"Green was not given {desired}: no {side} server of HAProxy's backend {options.Backend} takes requests ({state}). Bring it up, then repeat.", isTransient: true);
}
