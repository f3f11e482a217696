namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Requests of one route with one status.</summary>
internal sealed class CounterSeries(RouteTally route, int code, bool isOfService) : Series
{
    private long before, now;

    public override bool HasFallen => now < before;

    public override long Gain => HasFallen ? now : now - before;

    public void Note(int scrape, long value) => (ShownIn, now) = (scrape, value);

    public override void Forget() => before = 0;

    public override void Count(bool asBase)
    {
        if (!asBase) route.Add(code, isOfService, Gain);
        before = now;
    }
}
