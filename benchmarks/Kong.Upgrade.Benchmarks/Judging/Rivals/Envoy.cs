using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>Envoy's outlier detection by success rate as a rule: every 10 s, among nodes of both sides with at least 100 requests and when there are at least five, a node of green below mean − 1.9 deviations rolls back. Advances by the clock.</summary>
internal sealed class Envoy(double pause = 60) : IRule
{
    private const double Interval = 10, Factor = 1.9;
    private const int LeastHosts = 5, LeastRequests = 100;

    private long[] requests = [], failed = [];
    private double next, step;

    public string Name => "Envoy-style mean − 1.9 σ";

    public void Begin(Scenario scenario)
    {
        (requests, failed) = (new long[2 * scenario.Nodes], new long[2 * scenario.Nodes]);
        (next, step) = (Interval, pause);
    }

    public RuleDecision Look(Observation seen)
    {
        for (int node = 0; node < requests.Length; node++)
            for (ReadOnlySpan<int> cells = seen.Node(node); !cells.IsEmpty; cells = cells[Count.All..])
            {
                requests[node] += Count.Requests(cells);
                failed[node] += Count.Failed(cells);
            }
        if (seen.Second >= next && Tick()) return RuleDecision.RollBack;
        if (seen.Second < step) return RuleDecision.Hold;
        step += pause;
        return RuleDecision.Advance;
    }

    private bool Tick()
    {
        next += Interval;
        bool outlier = IsOutlier(requests, failed);
        Array.Clear(requests);
        Array.Clear(failed);
        return outlier;
    }

    /// <summary>Whether a node of the second half is an outlier among all.</summary>
    public static bool IsOutlier(long[] requests, long[] failed)
    {
        double hosts = 0, sum = 0, squares = 0, lowest = double.PositiveInfinity;
        for (int node = 0; node < requests.Length; node++)
        {
            if (requests[node] < LeastRequests) continue;
            double rate = 1 - failed[node] / (double)requests[node];
            (hosts, sum, squares) = (hosts + 1, sum + rate, squares + rate * rate);
            if (node >= requests.Length / 2) lowest = Math.Min(lowest, rate);
        }
        double mean = sum / hosts;
        return hosts >= LeastHosts && lowest < mean - Factor * Math.Sqrt(Math.Max(0, squares / hosts - mean * mean));
    }
}
