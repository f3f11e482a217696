namespace Kong.Upgrade.Judging;

/// <summary>Finds by comparing blue's own nodes with each other in the same moments by how much events come in clusters.</summary>
/// <remarks>
/// Events that share a fate are one piece of evidence and not many. When clusters are of size φ at most, S^(1/φ) is exactly as fair as S is for single events: a cluster of size m has
/// E[x^(m/φ)] ≤ E[x]^(m/φ) (Jensen). Both halves are blue's and of the same moment, so drift and shared trouble cancel (kong-facts 14 no. 4). Looked at in blocks of one, four and twelve looks; the largest counts.
/// </remarks>
internal sealed class Dispersion
{
    private const double Negligible = 1.25, Safety = 1.3, Enough = 5;

    private readonly Span[] spans = [new(1), new(4), new(12)];

    /// <summary>What evidence must be divided by; at least 1. Known before the next block, as it must be.</summary>
    public double Value { get; private set; } = 1;

    /// <summary>Adds one block of blue's nodes.</summary>
    /// <param name="requests">Of each node.</param>
    /// <param name="events">Of each node.</param>
    public void Add(ReadOnlySpan<long> requests, ReadOnlySpan<long> events)
    {
        double value = 1;
        foreach (Span span in spans)
        {
            span.Add(requests, events);
            value = Math.Max(value, span.Value);
        }
        Value = value;
    }

    /// <summary>Blocks of a number of looks.</summary>
    private sealed class Span(int looks)
    {
        private long[] requests = [], events = [];
        private int seen;
        private long blocks;
        private double numerator, denominator;

        public double Value { get; private set; } = 1;

        public void Add(ReadOnlySpan<long> newRequests, ReadOnlySpan<long> newEvents)
        {
            if (requests.Length < newRequests.Length) (requests, events) = (Grown(requests, newRequests.Length), Grown(events, newRequests.Length));
            for (int i = 0; i < newRequests.Length; i++) (requests[i], events[i]) = (requests[i] + newRequests[i], events[i] + newEvents[i]);
            if (++seen < looks) return;
            Close();
            Array.Clear(requests);
            Array.Clear(events);
            seen = 0;
        }

        private static long[] Grown(long[] old, int length)
        {
            Array.Resize(ref old, length);
            return old;
        }

        /// <summary>How far each node's events are from its part of all, against what single events would give.</summary>
        private void Close()
        {
            long n = 0, e = 0;
            for (int i = 0; i < requests.Length; i++) (n, e) = (n + requests[i], e + events[i]);
            if (e == 0) return;
            blocks++;
            for (int i = 0; i < requests.Length; i++)
            {
                double part = (double)requests[i] / n, away = events[i] - (e * part);
                numerator += away * away;
                denominator += e * part * (1 - part);
            }
            double ratio = denominator < Enough ? 1 : numerator / denominator;
            // Single events, too, look like clusters now and then while there are few of them.
            double chance = Negligible + (2 * Math.Sqrt(2.0 / blocks));
            Value = ratio <= chance ? 1 : ratio * (1 + (2 / Math.Sqrt(Math.Max(4, blocks)))) * Safety;
        }
    }
}
