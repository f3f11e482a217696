using System.Collections.Concurrent;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Counts requests per plugin, client and window; one instance per node (policy local) or per database (policy cluster).</summary>
internal interface IRateLimitCounters
{
    long Usage(in CounterKey key);

    void Increment(in CounterKey key, DateTimeOffset now);
}

/// <summary>Counts in memory.</summary>
internal sealed class RateLimitCounters : IRateLimitCounters
{
    private const int EnoughToTidy = 10_000;
    private readonly ConcurrentDictionary<CounterKey, Counter> _counters = new();

    public long Usage(in CounterKey key) => _counters.TryGetValue(key, out Counter? counter) ? Interlocked.Read(ref counter.Value) : 0;

    public void Increment(in CounterKey key, DateTimeOffset now)
    {
        if (_counters.Count > EnoughToTidy)
            Tidy(now);
        Interlocked.Increment(ref _counters.GetOrAdd(key, static _ => new()).Value);
    }

    private void Tidy(DateTimeOffset now)
    {
        foreach (CounterKey key in _counters.Keys)
            if (key.WindowEnd < now)
                _counters.TryRemove(key, out _);
    }

    private sealed class Counter
    {
        public long Value;
    }
}

/// <summary>One window of one client.</summary>
internal readonly record struct CounterKey(string Plugin, string Client, string Period, DateTimeOffset WindowEnd);
