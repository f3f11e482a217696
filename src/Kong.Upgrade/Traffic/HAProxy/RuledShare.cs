namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>What the map's share comes to with the servers as they are.</summary>
internal static class RuledShare
{
    /// <exception cref="UpgradeServiceException">The map says one thing and the servers make another of it.</exception>
    public static TrafficShare Of(TrafficShare asked, BackendState state, HAProxyOptions options)
    {
        bool blue = state.Blue.Concat(state.Others).Any(s => s.Part > 0), green = state.Green.Any(s => s.IsUp);
        if (asked > TrafficShare.AllBlue && !green) throw Otherwise("no green server takes requests: blue answers them all, and green will have its share once it is back", asked, state, options);
        if (asked < TrafficShare.AllGreen && !blue) throw Otherwise("no blue server takes requests: users get 503", asked, state, options);
        if (blue && state.Green.Any(s => s.Part > 0)) throw Otherwise("green's servers have weights, which add to its share: they must be 0", asked, state, options);
        return asked;
    }

    private static UpgradeServiceException Otherwise(string what, TrafficShare asked, BackendState state, HAProxyOptions options) =>
        new($"HAProxy's map gives green {asked}, but in backend {options.Backend} {what} ({state}). Mend the servers, or set another share.", isTransient: true);
}
