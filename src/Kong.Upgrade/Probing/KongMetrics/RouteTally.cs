namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>What one route of one node gained since it was last asked.</summary>
internal sealed class RouteTally(string name, BucketSlots requestSlots, BucketSlots kongSlots)
{
    private const int TooManyRequests = 429;

    private readonly HistogramTally request = new(requestSlots), kong = new(kongSlots);
    private long requests, errors, upstreamErrors, clientErrors, upstreamClientErrors, rateLimited;

    public string Name => name;

    public HistogramTally Of(HistogramKind kind) => kind is HistogramKind.Kong ? kong : request;

    public void Add(int code, bool isOfService, long gain)
    {
        long ofService = isOfService ? gain : 0;
        requests += gain;
        if (code is >= 500 and <= 599) (errors, upstreamErrors) = (errors + gain, upstreamErrors + ofService);
        else if (code == TooManyRequests) rateLimited += gain;
        else if (code is >= 400 and <= 499) (clientErrors, upstreamClientErrors) = (clientErrors + gain, upstreamClientErrors + ofService);
    }

    public void Clear()
    {
        (requests, errors, upstreamErrors, clientErrors, upstreamClientErrors, rateLimited) = (0, 0, 0, 0, 0, 0);
        request.Clear();
        kong.Clear();
    }

    /// <summary>What was gained; <see langword="null"/> when nothing was.</summary>
    public NodeReading? Reading(KongMetricsNode node, TimeSpan? uptime, double[] requestBounds, double[] kongBounds)
    {
        LatencyHistogram latency = request.On(requestBounds), own = kong.On(kongBounds);
        return requests == 0 && latency.UpperBounds.Count == 0 && own.UpperBounds.Count == 0 ? null : new()
        {
            Side = node.Side,
            Node = node.Name,
            Route = name,
            Requests = requests,
            Errors = errors,
            UpstreamErrors = upstreamErrors,
            ClientErrors = clientErrors,
            UpstreamClientErrors = upstreamClientErrors,
            RateLimited = rateLimited,
            Latency = latency,
            KongLatency = own,
            Uptime = uptime,
        };
    }
}
