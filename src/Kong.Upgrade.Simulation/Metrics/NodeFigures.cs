using Kong.Upgrade.Simulation.Hosting;

namespace Kong.Upgrade.Simulation.Metrics;

/// <summary>What a node tells about itself in `/status` and `/metrics`, at one moment.</summary>
internal sealed record NodeFigures(bool IsDatabaseReachable, ListenerCounters Counters, int WorkerPid)
{
    public long Requests => Counters.Requests;

    // One worker's Lua state and its timers: plausible constants, as no Lua runs here.
    public long WorkerMemory { get; } = 48 * 1024 * 1024;

    public int PendingTimers { get; } = 1;

    public int RunningTimers { get; } = 145;

    /// <summary>In the order of `/metrics`; "total" there is the number of requests.</summary>
    public IEnumerable<(string State, long Value)> Connections() =>
    [
        ("accepted", Counters.Accepted), ("active", Counters.Active), ("handled", Counters.Accepted), ("reading", 0),
        ("total", Requests), ("waiting", Math.Max(0, Counters.Active - 1)), ("writing", 1),
    ];
}
