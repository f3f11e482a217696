using System.Collections.Concurrent;

namespace Kong.Upgrade.Simulation.Metrics;

/// <summary>The figures of one route; lock-free, as every request touches them.</summary>
internal sealed class RouteMetrics(string service, string route, Buckets buckets)
{
    private readonly ConcurrentDictionary<StatusKey, Counter> _statuses = new();
    private readonly ConcurrentDictionary<string, Traffic> _traffic = new(StringComparer.Ordinal);

    public string Service => service;

    public string Route => route;

    public Histogram KongLatency { get; } = new(buckets.Kong);

    public Histogram UpstreamLatency { get; } = new(buckets.Others);

    public Histogram RequestLatency { get; } = new(buckets.Others);

    public IEnumerable<(StatusKey Key, long Count)> Statuses => _statuses.Select(s => (s.Key, s.Value.Read()));

    public IEnumerable<(string Consumer, Traffic Bytes)> Traffics => _traffic.Select(t => (t.Key, t.Value));

    public void CountStatus(StatusKey key) => _statuses.GetOrAdd(key, static _ => new()).Add(1);

    public void CountBytes(string consumer, long ingress, long egress)
    {
        Traffic bytes = _traffic.GetOrAdd(consumer, static _ => new());
        bytes.Ingress.Add(ingress);
        bytes.Egress.Add(egress);
    }
}

/// <summary>What requests are counted by; the source says whether the upstream or Kong itself answered.</summary>
internal readonly record struct StatusKey(int Code, bool ByKong, string Consumer);

internal sealed class Traffic
{
    public Counter Ingress { get; } = new();

    public Counter Egress { get; } = new();
}

internal sealed class Counter
{
    private long _value;

    public long Read() => Interlocked.Read(ref _value);

    public void Add(long value) => Interlocked.Add(ref _value, value);
}
