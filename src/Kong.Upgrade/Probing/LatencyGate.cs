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
        Times green = Of(input, ClusterSide.Green);
        if (green.Timed < minimum) return new(ProbeVerdict.Undecided, $"green has {green.Timed} timed requests so far; {minimum} are needed to judge");
        string seen = Percent($"{green.Part(green.Slow)} of green's {green.Timed} requests took longer than {limit.TotalMilliseconds} ms");
        if (green.Exceeds(green.Slow)) return Blamed(input, seen);
        // A bucket that the limit cuts in two tells nothing of its requests (I4).
        return green.Exceeds(green.Slow + green.Unclear)
            ? new(ProbeVerdict.Undecided, Percent($"{seen}, and of {green.Part(green.Unclear)} it cannot be told: choose a limit that is the bound of a bucket"))
            : new(ProbeVerdict.Accepted, seen);
    }

    /// <summary>Slowness that blue has too is not evidence about green (I13).</summary>
    private GateVerdict Blamed(GateInput input, string seen)
    {
        Times blue = Of(input, ClusterSide.Blue);
        return blue.Timed >= minimum && blue.Exceeds(blue.Slow)
            ? new(ProbeVerdict.Undecided, Percent($"{seen}, and {blue.Part(blue.Slow)} of blue's"))
            : new(ProbeVerdict.Regressed, seen);
    }

    private static string Percent(FormattableString text) => FormattableString.Invariant(text);

    private Times Of(GateInput input, ClusterSide side)
    {
        Times times = default;
        foreach (ProbeReading reading in input.Readings)
            foreach (NodeReading node in reading.Nodes)
                if (node.Side == side) Count(node.Latency, ref times);
        return times;
    }

    private void Count(LatencyHistogram latency, ref Times times)
    {
        for (int i = 0; i < latency.Counts.Count; i++)
        {
            double lower = i > 0 ? latency.UpperBounds[i - 1] : 0;
            times.Timed += latency.Counts[i];
            if (lower >= limit.TotalMilliseconds) times.Slow += latency.Counts[i];
            else if (latency.UpperBounds[i] > limit.TotalMilliseconds) times.Unclear += latency.Counts[i];
        }
    }

    /// <summary>Timed requests: those that surely took longer than the limit, and those of which it cannot be told.</summary>
    private struct Times
    {
        public long Timed, Slow, Unclear;

        public readonly bool Exceeds(long some) => some * 100 > Timed;

        public readonly string Part(long some) => (some / (double)Timed).ToString("0.##%", CultureInfo.InvariantCulture);
    }
}
