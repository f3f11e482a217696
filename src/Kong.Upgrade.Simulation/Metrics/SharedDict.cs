using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Metrics;

/// <summary>A piece of memory shared by nginx workers; sizes as recorded from idle nodes.</summary>
internal sealed record SharedDict(string Name, long Allocated, long Capacity)
{
    private const long Mebibyte = 1024 * 1024;

    private static readonly SharedDict[] Common =
    [
        new("kong", 40960, 5 * Mebibyte), new("kong_cluster_events", 40960, 5 * Mebibyte), new("kong_core_db_cache", 806912, 128 * Mebibyte),
        new("kong_core_db_cache_miss", 86016, 12 * Mebibyte), new("kong_db_cache", 798720, 128 * Mebibyte),
        new("kong_db_cache_miss", 90112, 12 * Mebibyte), new("kong_healthchecks", 49152, 5 * Mebibyte), new("kong_locks", 61440, 8 * Mebibyte),
    ];

    private static readonly SharedDict[] Tail =
        [new("kong_rate_limiting_counters", 86016, 12 * Mebibyte), new("kong_secrets", 40960, 5 * Mebibyte), new("prometheus_metrics", 143360, 5 * Mebibyte)];

    public static IEnumerable<SharedDict> On(VersionTraits version) => version.AtLeast(3, 0)
        ? [.. Common, .. Tail]
        : [.. Common, new("kong_process_events", 86016, 5 * Mebibyte), .. Tail.Where(d => d.Name != "kong_secrets")];
}
