using Kong.Upgrade.Benchmarks.Judging.Sampling;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>Kayenta with growing windows: series of error rates and p99, a point each step, judged every interval; green keeps its first share until the last judgement.</summary>
/// <remarks>The baseline is as large as green, as its documentation advises: blue's requests, thinned. Both metrics are critical.</remarks>
internal sealed class Kayenta(string name, double interval, double step, int judgements) : IRule
{
    private readonly Window green = new(), blue = new();
    private readonly List<double> greenErrors = [], blueErrors = [], greenSlowest = [], blueSlowest = [];
    private readonly Randoms randoms = new(0);
    private double nextStep, nextJudgement;
    private int judged;

    public string Name => name;

    public double Horizon => interval * judgements;

    public void Begin(Scenario scenario)
    {
        green.Clear();
        blue.Clear();
        foreach (List<double> series in (List<double>[])[greenErrors, blueErrors, greenSlowest, blueSlowest]) series.Clear();
        randoms.Begin(Randoms.Seed(scenario.Name, 0));
        (nextStep, nextJudgement, judged) = (step, interval, 0);
    }

    public RuleDecision Look(Observation seen)
    {
        green.Add(seen, Side.Green);
        blue.Add(seen, Side.Blue);
        if (seen.Second >= nextStep) Step(seen.Weight);
        if (seen.Second < nextJudgement) return RuleDecision.Hold;
        nextJudgement += interval;
        if (Judge(greenErrors, blueErrors) || Judge(greenSlowest, blueSlowest)) return RuleDecision.RollBack;
        return ++judged == judgements ? RuleDecision.Promote : RuleDecision.Hold;
    }

    private void Step(double weight)
    {
        nextStep += step;
        if (green.Requests > 0) Add(greenErrors, green.Failed / (double)green.Requests, greenSlowest, green);
        double part = Math.Min(1, weight / (100 - weight)), requests = Binomial.Next(randoms, (int)blue.Requests, part);
        if (requests > 0) Add(blueErrors, Math.Min(1, Binomial.Next(randoms, (int)blue.Failed, part) / requests), blueSlowest, blue);
        green.Clear();
        blue.Clear();
    }

    private static void Add(List<double> rates, double rate, List<double> slowest, Window window)
    {
        rates.Add(rate);
        slowest.Add(window.RequestLatency(0.99));
    }

    // No data at all in a critical metric scores nothing, which fails as well.
    private static bool Judge(List<double> experiment, List<double> control) => MannWhitneyClassifier.Classify([.. experiment], [.. control]) is Classification.High or Classification.NoData;
}
