using Kong.Upgrade.Clusters;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests.Judging;

/// <summary>Two clusters under a thousand requests a second, drawn by a seed, and a judge that looks at them.</summary>
internal sealed class JudgeWorld
{
    private static readonly double[] edges = [1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, double.PositiveInfinity];

    private readonly Random random;
    private readonly int nodes, routes, perSecond;
    private readonly TimeSpan look;
    private DateTimeOffset at = DateTimeOffset.UnixEpoch;
    private double share;

    public JudgeWorld(JudgeOptions? options = null, bool isPaced = false, int nodes = 2, int routes = 1, int perSecond = 1000, TimeSpan? look = null, int seed = 20261127)
    {
        (this.nodes, this.routes, this.perSecond, this.look) = (nodes, routes, perSecond, look ?? TimeSpan.FromSeconds(1));
        random = new(seed);
        Judge = new(options, isPaced);
        Judge.BeginStage(TrafficShare.AllBlue);
        Looks((int)(30 / this.look.TotalSeconds));
    }

    public Judge Judge { get; }

    public long GreenRequests { get; private set; }

    public void Begin(double percent)
    {
        share = percent / 100;
        GreenRequests = 0;
        Judge.BeginStage(TrafficShare.FromPercent(percent));
    }

    public void Looks(int count, Func<Behaviour, Behaviour>? both = null, Func<Behaviour, Behaviour>? green = null, bool isBlueIdle = false)
    {
        for (int i = 0; i < count; i++) Look(both, b => (green ?? Same)((both ?? Same)(b)), isBlueIdle: isBlueIdle);
    }

    /// <summary>Looks until there is a verdict, and says after how many looks.</summary>
    public (ProbeVerdict Verdict, int Looks) Until(int most, Func<Behaviour, Behaviour>? green = null, Func<int, Behaviour, Behaviour>? greenNode = null, Func<int, Behaviour, Behaviour>? greenRoute = null, bool isBlueIdle = false)
    {
        for (int i = 1; i <= most; i++)
            if (Look(null, green, greenNode: greenNode, greenRoute: greenRoute, isBlueIdle: isBlueIdle) is var verdict && verdict is ProbeVerdict.Regressed || (green ?? (object?)greenNode ?? greenRoute) is null && Judge.Verdict is ProbeVerdict.Accepted) return (Judge.Verdict, i);
        return (Judge.Verdict, most);
    }

    public ProbeVerdict Look(
        Func<Behaviour, Behaviour>? both = null, Func<Behaviour, Behaviour>? green = null, Func<int, Behaviour, Behaviour>? greenNode = null, Func<int, Behaviour, Behaviour>? greenRoute = null,
        Func<int, Behaviour, Behaviour>? blueRoute = null, double[]? greenWeights = null, double[]? blueWeights = null, bool isBlueIdle = false)
    {
        List<NodeReading> readings = [];
        double requests = perSecond * look.TotalSeconds;
        for (int node = 1; node <= nodes; node++)
            for (int route = 1; route <= routes; route++)
            {
                Behaviour usual = (both ?? Same)(new());
                double blueMean = isBlueIdle ? 0 : requests * (1 - share) / nodes * (blueWeights?[route - 1] ?? 1.0 / routes), greenMean = requests * share / nodes * (greenWeights?[route - 1] ?? 1.0 / routes);
                readings.Add(Node(ClusterSide.Blue, node, route, blueMean, (blueRoute ?? Same)(route, usual)));
                if (share > 0) readings.Add(Node(ClusterSide.Green, node, route, greenMean, (greenRoute ?? Same)(route, (greenNode ?? Same)(node, (green ?? Same)(green is null ? usual : new())))));
            }
        GreenRequests += readings.Where(r => r.Side is ClusterSide.Green).Sum(r => r.Requests);
        return Judge.Add(ProbeReading.Of(new(at, at += look), readings));
    }

    private static Behaviour Same(Behaviour behaviour) => behaviour;

    private static Behaviour Same(int number, Behaviour behaviour) => behaviour;

    private NodeReading Node(ClusterSide side, int node, int route, double mean, Behaviour does)
    {
        int requests = Poisson(mean);
        long[] times = new long[edges.Length];
        for (int i = 0; i < requests; i++) times[Bucket(3 * does.Slower * Math.Exp(0.77 * Normal()))]++;
        return new()
        {
            Side = side,
            Node = $"{(side is ClusterSide.Green ? "green" : "blue")}-{node}",
            Route = routes > 1 ? $"route-{route}" : null,
            Requests = requests,
            Errors = Failures(requests, does) + Some(does.ServiceFailing > 0 ? requests / 2 : 0, does.ServiceFailing, out int service),
            UpstreamErrors = service,
            ClientErrors = Some(requests / 4, does.Refused + does.ServiceRefused, out int refused),
            UpstreamClientErrors = does.ServiceRefused > 0 ? refused : 0,
            RateLimited = does.Limited > 0 ? requests / 4 : 0,
            KongLatency = new(edges, times),
            Uptime = does.Uptime,
        };
    }

    /// <summary>Failures that come alone, or in clusters of the same mean.</summary>
    private int Failures(int requests, Behaviour does)
    {
        if (does.Burst == 1) return Some(requests, does.Failing, out _);
        return random.NextDouble() < does.Failing * requests / does.Burst ? Math.Min(does.Burst, requests / 2) : 0;
    }

    private int Some(int of, double part, out int some)
    {
        some = 0;
        for (int i = 0; i < of; i++) if (random.NextDouble() < part) some++;
        return some;
    }

    private int Poisson(double mean)
    {
        if (mean > 50) return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal())));
        int count = 0;
        for (double product = random.NextDouble(); product > Math.Exp(-mean); product *= random.NextDouble()) count++;
        return count;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static int Bucket(double milliseconds) => Array.FindIndex(edges, e => milliseconds <= e);

    internal sealed record Behaviour
    {
        public double Failing { get; init; } = 0.001;

        public double ServiceFailing { get; init; }

        public double Refused { get; init; }

        public double ServiceRefused { get; init; }

        public double Limited { get; init; }

        public double Slower { get; init; } = 1;

        public int Burst { get; init; } = 1;

        public TimeSpan? Uptime { get; init; }
    }
}
