using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>Adds up one node's window. Equal windows share one reading: of a fleet's minutes of readings only the distinct ones are kept in memory.</summary>
internal sealed class NodeCounter(ClusterSide side, string name)
{
    public const double UsualMilliseconds = 10;

    private long requests;
    private long errors;
    private long upstreamErrors;
    private long slow;
    private double slowMilliseconds;
    private NodeReading? last;

    public ClusterSide Side => side;

    public void Begin() => (requests, errors, upstreamErrors, slow, slowMilliseconds) = (0, 0, 0, 0, 0);

    public void Add(SharePiece piece, double errorRate, double upstreamRate, double p99)
    {
        requests += piece.Requests(side);
        long upstream = upstreamRate > 0 ? piece.Part(side, upstreamRate) : 0;
        upstreamErrors += upstream;
        errors += upstream + Math.Min(piece.Requests(side) - upstream, errorRate > 0 ? piece.Part(side, errorRate) : 0);
        if (p99 > 0) (slow, slowMilliseconds) = (slow + piece.Part(side, 0.02), p99);
    }

    public NodeReading Reading()
    {
        if (last is { } same && same.Requests == requests && same.Errors == errors && same.UpstreamErrors == upstreamErrors && slow == 0 && same.Latency.Counts.Count == 1) return same;
        return last = new() { Side = side, Node = name, Requests = requests, Errors = errors, UpstreamErrors = upstreamErrors, Latency = Latency() };
    }

    private LatencyHistogram Latency() => slow == 0 ? new([UsualMilliseconds], [requests])
        : new([UsualMilliseconds, Math.BitDecrement(slowMilliseconds), double.PositiveInfinity], [requests - slow, 0, slow]);
}
