using Kong.Upgrade.Benchmarks.Judging.Sampling;

namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>How requests of one cell fare in one second: the parts of them that fail, the parts of the others that clients or limits spoil, and where their latencies fall.</summary>
internal record struct Condition
{
    public double KongErrors, ServiceErrors, KongClients, ServiceClients, RateLimited;

    /// <summary>What the cell's share of the traffic is multiplied with.</summary>
    public double Load;

    public Buckets Kong, Request;

    /// <summary>The common world: one request in a thousand fails in Kong, and clients err as clients do.</summary>
    public static Condition Usual => new()
    {
        KongErrors = 0.001,
        KongClients = 0.003,
        ServiceClients = 0.02,
        RateLimited = 0.002,
        Load = 1,
        Kong = Latencies.Kong(),
        Request = Latencies.Request(),
    };

    public readonly double Failing => KongErrors + ServiceErrors;

    public readonly double Spoilt => KongClients + ServiceClients + RateLimited;
}
