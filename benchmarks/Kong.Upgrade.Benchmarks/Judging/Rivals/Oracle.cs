using Kong.Upgrade.Benchmarks.Judging.Sampling;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>CUSUM that knows both rates of every cell: no rule can know as much, so it is a reference and no rival. In a world without defect it expects 5 % failures. Advances by the clock.</summary>
internal sealed class Oracle(double alpha = 1e-4, double pause = 60) : IRule
{
    private const double Least = 1e-9;

    private readonly Moment moment = new();
    private double[] evidence = [];
    private Scenario? known;
    private Cusum sum;
    private double step;

    public string Name => "CUSUM, oracle rates";

    public void Begin(Scenario scenario)
    {
        if (known != scenario) Learn(scenario);
        (sum, step) = (new(Math.Log(1 / alpha)), pause);
    }

    public RuleDecision Look(Observation seen)
    {
        double all = 0;
        ReadOnlySpan<int> counts = seen.Counts.AsSpan(seen.Counts.Length / 2);
        for (int i = 0; i < counts.Length; i++) all += counts[i] * evidence[i];
        if (sum.Add(all)) return RuleDecision.RollBack;
        if (seen.Second < step) return RuleDecision.Hold;
        step += pause;
        return RuleDecision.Advance;
    }

    // What the defect makes of green's cells once it is there in full, against what blue's cells are.
    private void Learn(Scenario scenario)
    {
        known = scenario;
        evidence = new double[scenario.Nodes * scenario.Routes.Length * Count.All];
        (moment.Second, moment.Weight, moment.Uptime) = (Math.Max(scenario.Onset, 600), 100, 1e6);
        for (int node = 0, from = 0; node < scenario.Nodes; node++)
            for (int route = 0; route < scenario.Routes.Length; route++, from += Count.All)
            {
                (moment.Node, moment.Route) = (node, route);
                Compare(At(scenario, Side.Blue), At(scenario, Side.Green), evidence.AsSpan(from, Count.All));
            }
    }

    private Condition At(Scenario scenario, int side)
    {
        Condition condition = Condition.Usual;
        moment.Side = side;
        if (!scenario.IsDefect && side == Side.Green) condition.KongErrors = 0.05;
        else if (scenario.IsDefect) scenario.Shape?.Invoke(ref condition, moment);
        return condition;
    }

    private static void Compare(Condition blue, Condition green, Span<double> to)
    {
        (double[] parts, double[] usual) = (Parts(green), Parts(blue));
        for (int i = 0; i < Count.Outcomes; i++) to[i] = Ratio(parts[i], usual[i]);
        Compare(blue.Kong, green.Kong, to[Count.Kong..]);
        Compare(blue.Request, green.Request, to[Count.Request..]);
    }

    private static double[] Parts(Condition c)
    {
        double others = 1 - c.Failing;
        return [others * (1 - c.Spoilt), c.KongErrors, c.ServiceErrors, others * c.KongClients, others * c.ServiceClients, others * c.RateLimited];
    }

    private static void Compare(Buckets blue, Buckets green, Span<double> to)
    {
        for (int i = 0; i < blue.Probabilities.Count; i++) to[i] = Ratio(green.Probabilities[i], blue.Probabilities[i]);
    }

    private static double Ratio(double green, double blue) => Math.Log(Math.Max(green, Least) / Math.Max(blue, Least));
}
