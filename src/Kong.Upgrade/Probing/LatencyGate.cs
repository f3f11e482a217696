using System.Globalization;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing;

internal sealed class LatencyGate : Gate
{
    private readonly TimeSpan limit;
    private readonly int minimum;

    public LatencyGate(TimeSpan limit, int minimumRequests)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumRequests, 1);
        (this.limit, minimum) = (limit, minimumRequests);
    }

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"p99 at most {limit.TotalMilliseconds} ms of at least {minimum} requests");

    public override GateVerdict Judge(GateInput input)
    {
        (long timed, double slow) = Slow(input, ClusterSide.Green);
        if (timed < minimum) return new(ProbeVerdict.Undecided, $"green has {timed} timed requests so far; {minimum} are needed to judge");
        string seen = string.Create(CultureInfo.InvariantCulture, $"{slow:0.##%} of green's {timed} requests took longer than {limit.TotalMilliseconds} ms");
        if (slow <= 0.01) return new(ProbeVerdict.Accepted, seen);
        (long blueTimed, double blueSlow) = Slow(input, ClusterSide.Blue);
        return blueTimed >= minimum && blueSlow > 0.01
            ? new(ProbeVerdict.Undecided, string.Create(CultureInfo.InvariantCulture, $"{seen}, and {blueSlow:0.##%} of blue's"))
            : new(ProbeVerdict.Regressed, seen);
    }

    /// <summary>The timed requests of one side and the part of them that surely took longer than the limit.</summary>
    private (long Timed, double Slow) Slow(GateInput input, ClusterSide side)
    {
        long timed = 0, slow = 0;
        foreach (ProbeReading reading in input.Readings)
            foreach (NodeReading node in reading.Nodes)
                if (node.Side == side) Count(node.Latency, ref timed, ref slow);
        return (timed, timed == 0 ? 0 : slow / (double)timed);
    }

    private void Count(LatencyHistogram latency, ref long timed, ref long slow)
    {
        for (int i = 0; i < latency.Counts.Count; i++)
        {
            timed += latency.Counts[i];
            // A bucket counts as slow only when it begins at or above the limit: all in it took longer.
            if (i > 0 && latency.UpperBounds[i - 1] >= limit.TotalMilliseconds) slow += latency.Counts[i];
        }
    }
}
