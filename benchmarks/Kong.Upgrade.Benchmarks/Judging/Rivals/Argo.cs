using System.Globalization;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>Argo Rollouts' background analysis beside steps of weight and pause (analysis/analysis.go).</summary>
/// <remarks>The query asks for green alone, with an initial delay of one interval: the documented query mixes both sides. A query that finds nothing is an error, more than four errors in a row end the run; with an interval set, errors are retried at that interval (10 s holds only without one). Not a number meets no success condition.</remarks>
internal sealed class Argo(double interval, int failureLimit, double success, double pause, double slowest = 500) : IRule
{
    private const int ConsecutiveErrorLimit = 4;

    private readonly Window window = new();
    private double next, step;
    private int failed, slow, errors;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"Argo {interval:0} s, FL {failureLimit}, ≥ {success}");

    public double Horizon => 40 * interval;

    public void Begin(Scenario scenario)
    {
        window.Clear();
        (next, step, failed, slow, errors) = (interval, pause, 0, 0, 0);
    }

    public RuleDecision Look(Observation seen)
    {
        window.Add(seen, Side.Green);
        if (seen.Second >= next)
        {
            next += interval;
            Measure();
            window.Clear();
        }
        if (failed > failureLimit || slow > failureLimit || errors > ConsecutiveErrorLimit) return RuleDecision.RollBack;
        if (seen.Second < step) return RuleDecision.Hold;
        step += pause;
        return RuleDecision.Advance;
    }

    // Two metrics, each with a limit of its own.
    private void Measure()
    {
        errors = window.HasSamples ? 0 : errors + 1;
        if (errors > 0) return;
        if (!(window.SuccessRate >= success)) failed++;
        if (!(window.RequestLatency(0.99) <= slowest)) slow++;
    }
}
