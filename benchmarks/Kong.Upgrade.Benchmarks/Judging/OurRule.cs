using Kong.Upgrade.Benchmarks.Judging.Worlds;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>The library's judge with default options. Its core is fed without readings, which are objects: there are hundreds of millions. The verdict is put together as <see cref="Judge"/> does; a test holds both side by side.</summary>
/// <param name="looksAgain">Whether a suspicion is followed by looks in shorter succession, as the options say; otherwise each second, come what may.</param>
internal sealed class OurRule(bool looksAgain = true) : IRule
{
    private readonly JudgeOptions options = new();
    private readonly long[] kong = new long[Latencies.KongBuckets], request = new long[Latencies.RequestBuckets];
    private JudgeCore core = new(new(), 1);
    private double share;
    private int routes;

    public string Name => looksAgain ? "ours" : "ours, a look a second";

    public int History => (int)options.Baseline.TotalSeconds;

    public double Pace => looksAgain && IsSuspicious ? options.LookAgainWithin.TotalSeconds : 1;

    public ProbeVerdict Verdict { get; private set; }

    public double LogEvidence => core.Log;

    private bool IsSuspicious => core.Log >= core.Threshold / 4;

    public void Begin(Scenario scenario)
    {
        core = new(options, options.LooksToDecide);
        Verdict = ProbeVerdict.Undecided;
        (routes, share) = (scenario.Routes.Length, 0);
        // From now on nodes and routes are known by their numbers.
        foreach (ClusterSide side in (ClusterSide[])[ClusterSide.Blue, ClusterSide.Green])
            for (int node = 0; node < scenario.Nodes; node++)
                for (int route = 0; route < routes; route++) core.Add(Names.Nothing(side, node, routes == 1 ? null : route));
        core.BeginStage(0);
    }

    public void BeginStage(double weight)
    {
        share = weight / 100;
        core.BeginStage(share);
        Verdict = ProbeVerdict.Undecided;
    }

    public void Watch(Observation seen) => Look(seen);

    public RuleDecision Look(Observation seen)
    {
        if (Sees(seen, Side.Blue) && Sees(seen, Side.Green)) Add(seen);
        return Verdict switch { ProbeVerdict.Regressed => RuleDecision.RollBack, ProbeVerdict.Accepted => RuleDecision.Advance, _ => RuleDecision.Hold };
    }

    // A probe that sees nothing of one cluster says that it could not look.
    private static bool Sees(Observation seen, int side) => seen.Blind.AsSpan(seen.NodeAt(side, 0), seen.Nodes).Contains(false);

    private void Add(Observation seen)
    {
        for (int side = 0; side < 2; side++)
            for (int node = 0; node < seen.Nodes; node++)
                if (!seen.Blind[seen.NodeAt(side, node)]) Add(seen, side, node);
        core.Close(seen.Second);
        Verdict = Decide();
    }

    private void Add(Observation seen, int side, int node)
    {
        bool isGreen = side == Side.Green, isWarm = seen.Uptime[seen.NodeAt(side, node)] >= options.WarmUp.TotalSeconds;
        for (int route = 0; route < seen.Routes; route++)
        {
            ReadOnlySpan<int> cell = seen.Cell(side, node, route);
            int number = seen.Routes == 1 ? 0 : route + 1;
            core.Add(isGreen, node + 1, number, isWarm, new(Count.Requests(cell) - cell[Count.RateLimited], cell[Count.KongErrors], cell[Count.ServiceErrors], cell[Count.KongClients], cell[Count.ServiceClients]));
            if (!isWarm) continue;
            for (int i = 0; i < kong.Length; i++) kong[i] = cell[Count.Kong + i];
            for (int i = 0; i < request.Length; i++) request[i] = cell[Count.Request + i];
            core.AddTimes(JudgeSignal.KongLatency, isGreen, node + 1, number, Latencies.KongBounds, kong);
            core.AddTimes(JudgeSignal.RequestLatency, isGreen, node + 1, number, Latencies.RequestBounds, request);
        }
    }

    private ProbeVerdict Decide()
    {
        if (Verdict is ProbeVerdict.Regressed || (core.Log >= core.Threshold && core.HasAgreement)) return ProbeVerdict.Regressed;
        return share > 0 && !IsSuspicious && core.IsProven ? ProbeVerdict.Accepted : ProbeVerdict.Undecided;
    }
}
