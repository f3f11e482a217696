namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>Where each count of a cell (one route on one node) stands. The first six are all its requests by outcome.</summary>
internal static class Count
{
    public const int Ok = 0, KongErrors = 1, ServiceErrors = 2, KongClients = 3, ServiceClients = 4, RateLimited = 5, Outcomes = 6;

    /// <summary>Buckets of Kong's own latency, then those of whole requests.</summary>
    public const int Kong = Outcomes, Request = Kong + Latencies.KongBuckets, All = Request + Latencies.RequestBuckets;

    public static int Requests(ReadOnlySpan<int> cell) => cell[Ok] + Failed(cell) + cell[KongClients] + cell[ServiceClients] + cell[RateLimited];

    /// <summary>What users call failed: 5xx, whoever caused them.</summary>
    public static int Failed(ReadOnlySpan<int> cell) => cell[KongErrors] + cell[ServiceErrors];

    public static long Requests(ReadOnlySpan<long> sums) => sums[Ok] + Failed(sums) + sums[KongClients] + sums[ServiceClients] + sums[RateLimited];

    public static long Failed(ReadOnlySpan<long> sums) => sums[KongErrors] + sums[ServiceErrors];
}
