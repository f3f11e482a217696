using System.Globalization;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>Flagger's canary (pkg/controller/scheduler.go): each tick first asks whether enough checks have failed, then checks, then advances.</summary>
/// <remarks>A failed check is therefore acted on one tick later. Failed checks are counted over the whole run. A query that finds nothing, and one of which the numerator is nothing, are failed checks.</remarks>
internal sealed class Flagger(double interval, int threshold, double success = 0.99, double slowest = 500) : IRule
{
    private readonly Window window = new();
    private double next;
    private int failed;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"Flagger {interval:0} s, N={threshold}");

    public double Horizon => 40 * interval;

    public void Begin(Scenario scenario)
    {
        window.Clear();
        (next, failed) = (interval, 0);
    }

    public RuleDecision Look(Observation seen)
    {
        window.Add(seen, Side.Green);
        if (seen.Second < next) return RuleDecision.Hold;
        next += interval;
        RuleDecision decision = Tick();
        window.Clear();
        return decision;
    }

    private RuleDecision Tick()
    {
        if (failed >= threshold) return RuleDecision.RollBack;
        if (Passes()) return RuleDecision.Advance;
        failed++;
        return RuleDecision.Hold;
    }

    // request-success-rate, then request-duration; a comparison with "not a number" holds in neither direction.
    private bool Passes() => window is { HasSamples: true, Requests: > 0 } && window.SuccessRate >= success && !(window.RequestLatency(0.99) > slowest);
}
