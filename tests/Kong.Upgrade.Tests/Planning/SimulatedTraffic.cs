using Kong.Upgrade.Clusters;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Tests.Support;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests.Planning;

/// <summary>Seeded traffic before a real judge: how many requests green answers until the judge says what is waited for.</summary>
internal sealed class SimulatedTraffic(double requestsPerSecond, double share, double blueRate, double greenRate, int blueNodes, bool isPaced, int seed)
{
    private const double Baseline = 60;

    private readonly Random random = new(seed);
    private readonly double lookSeconds = isPaced ? 0.02 : 1;
    private DateTimeOffset at = ManualTime.Start;

    public static double Median(int runs, Func<int, double> run)
    {
        double[] all = [.. Enumerable.Range(1, runs).Select(run).Order()];
        return all[runs / 2];
    }

    /// <returns>Green's requests; infinite when it did not happen within so many looks.</returns>
    public double RequestsUntil(Func<Judge, bool> happened, JudgeOptions options, int looks)
    {
        Judge judge = new(options, isPaced);
        judge.BeginStage(TrafficShare.AllBlue);
        for (double passed = 0; passed < Baseline; passed += lookSeconds * 20) judge.Add(Look(0, lookSeconds * 20));
        judge.BeginStage(TrafficShare.FromPercent(share * 100));
        double seen = 0;
        for (int i = 0; i < looks; i++)
        {
            ProbeReading reading = Look(share, lookSeconds);
            seen += reading.Nodes.Where(n => n.Side is ClusterSide.Green).Sum(n => n.Requests);
            judge.Add(reading);
            if (happened(judge)) return seen;
        }
        return double.PositiveInfinity;
    }

    private ProbeReading Look(double green, double seconds)
    {
        DateTimeOffset from = at;
        at += TimeSpan.FromSeconds(seconds);
        double all = requestsPerSecond * seconds;
        return ProbeReading.Of(new(from, at),
        [
            .. Enumerable.Range(1, blueNodes).Select(i => Node(ClusterSide.Blue, $"blue-{i}", all * (1 - green) / blueNodes, blueRate)),
            Node(ClusterSide.Green, "green-1", all * green, greenRate),
        ]);
    }

    private NodeReading Node(ClusterSide side, string name, double requests, double rate)
    {
        (int failed, int others) = (Poisson(requests * rate), Poisson(requests * (1 - rate)));
        return new() { Side = side, Node = name, Requests = failed + others, Errors = failed };
    }

    private int Poisson(double mean)
    {
        if (mean > 30) return (int)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))));
        int count = 0;
        for (double left = random.NextDouble(), least = Math.Exp(-mean); left > least; left *= random.NextDouble()) count++;
        return count;
    }
}
