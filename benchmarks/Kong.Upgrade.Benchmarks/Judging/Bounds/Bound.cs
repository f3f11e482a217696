using System.Collections.Concurrent;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Bounds;

/// <summary>The fewest requests to green on which a rule may decide that errs once in ten thousand, at a scenario's first share; not a number where it is not stated.</summary>
internal sealed record Bound(double Strict, double Tolerant)
{
    private const double Alpha = 1e-4, Rho = 1.25, Slower = 0.001, Refused = 0.002;

    private static readonly ConcurrentDictionary<Scenario, Bound> known = [];

    public static Bound Of(Scenario scenario) => known.GetOrAdd(scenario, s => s is { Nodes: 2, Routes.Length: 1, Onset: 0 } && Shaped(s, 0) == Shaped(s, 300) && Shaped(s, 300) != Condition.Usual ? Find(Shaped(s, 0), s.Stages[0] / 100) : new(double.NaN, double.NaN));

    private static Condition Shaped(Scenario scenario, double second)
    {
        Condition condition = Condition.Usual;
        scenario.Shape?.Invoke(ref condition, new() { Side = Side.Green, Second = second, Weight = scenario.Stages[0], Uptime = 1e6 });
        return condition;
    }

    // What outcomes, Kong's own time and whole requests tell is independent here, so it adds up.
    private static Bound Find(Condition green, double weight)
    {
        Condition blue = Condition.Usual;
        (double strict, double tolerant) = (InformationBound.Strict.OfRate(blue.Failing, green.Failing, weight), InformationBound.Tolerant.OfRate(blue.Failing, green.Failing, weight));
        // Refusals by limits are evidence about nobody (kong-facts 12.7 no. 3).
        strict += InformationBound.Strict.OfRate(blue.KongClients, green.KongClients, weight);
        tolerant += new InformationBound(Rho, Refused).OfRate(blue.KongClients, green.KongClients, weight);
        foreach ((IReadOnlyList<double> usual, IReadOnlyList<double> now) in ((IReadOnlyList<double>, IReadOnlyList<double>)[])[(blue.Kong.Probabilities, green.Kong.Probabilities), (blue.Request.Probabilities, green.Request.Probabilities)])
        {
            if (ReferenceEquals(usual, now)) continue;
            strict += LatencyBound.Strict(usual, now, weight);
            tolerant += new LatencyBound(usual, now, weight, Rho, Slower).Climb();
        }
        return new(InformationBound.Requests(strict, Alpha), InformationBound.Requests(tolerant, Alpha));
    }
}
