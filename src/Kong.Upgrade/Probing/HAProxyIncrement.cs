using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing;

/// <summary>What one server did between two looks.</summary>
internal sealed class HAProxyIncrement
{
    private HAProxyIncrement(string server) => Server = server;

    public string Server { get; }

    public long Requests { get; private set; }

    public long Errors { get; private init; }

    /// <summary>Of its errors, those that somebody else was asked instead.</summary>
    public long Moved { get; private init; }

    public static HAProxyIncrement Of(HAProxyCounters now, HAProxyCounters before)
    {
        long moved = now.Moved - before.Moved, broken = Math.Max(0, now.Broken - before.Broken);
        return new(now.Server)
        {
            Requests = now.Answers - before.Answers + moved + broken,
            Errors = now.Errors - before.Errors + moved + broken,
            Moved = moved,
        };
    }

    /// <summary>Takes requests that were meant for others out of those who answered them, evenly: load balancing chose among them as for any request.</summary>
    public static void TakeRepeats(IReadOnlyList<HAProxyIncrement> servers, long repeats)
    {
        long left = Math.Min(repeats, servers.Sum(s => s.Requests)), all = servers.Sum(s => s.Requests);
        foreach (HAProxyIncrement server in servers)
        {
            long part = all == 0 ? 0 : (long)Math.Round((double)left * server.Requests / all);
            (left, all) = (left - part, all - server.Requests);
            server.Requests -= part;
        }
    }

    public NodeReading Reading(ClusterSide side) => new() { Side = side, Node = Server, Requests = Requests, Errors = Math.Min(Errors, Requests) };
}
