using Kong.Upgrade.Benchmarks.Judging.Sampling;

namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>Worlds in which green is no worse than blue, however it looks: a rollback is a false one.</summary>
internal static class Nulls
{
    // Undecided after ten minutes is no false rollback, and these have ten thousand runs each.
    private const double Horizon = 600;

    public static IReadOnlyList<Scenario> All { get; } = [.. Traffic(), .. Errors(), .. Nodes(), .. Scrapes(), .. Shares(), .. Real()];

    public static Scenario Clean => All[0];

    private static Scenario Of(string name) => new(name) { Horizon = Horizon };

    private static IEnumerable<Scenario> Traffic() =>
    [
        Of("nothing happens"),
        .. ((double[])[20_000, 200, 20, 2, 0.2]).Select(rate => Of(FormattableString.Invariant($"{rate} rps")) with { Rate = rate }),
        Of("diurnal ×3 within an hour, errors and latency with it") with { Begin = m => m.Memory[0] = 2 * Math.PI * m.Randoms.Uniform(), RateAt = m => 1000 * Day(m), Shape = Daily },
        Of("on 30 s at 2000 rps, off 30 s at 20 rps") with { RateAt = m => Math.Abs(m.Second) % 60 < 30 ? 2000 : 20 },
        Of("one second in 20 has 5 times the traffic") with { Each = m => m.Memory[0] = m.Randoms.Uniform() < 0.05 ? 5000 : 800, RateAt = m => m.Memory[0] },
    ];

    private static double Day(Moment moment) => 1 + 0.5 * Math.Sin(2 * Math.PI * moment.Second / 3600 + moment.Memory[0]);

    private static void Daily(ref Condition condition, Moment moment)
    {
        double day = Day(moment);
        condition.KongErrors *= day;
        condition.Kong = Latencies.Kong(Latencies.KongMedian * (0.8 + 0.2 * day));
        condition.Request = Latencies.Request(Latencies.RequestMedian * (0.8 + 0.2 * day));
    }

    private static IEnumerable<Scenario> Errors() =>
    [
        Of("2-minute outage of an upstream on both sides") with { Shape = Outage },
        Of("1 % failures on both sides, where the SLO is") with { Shape = (ref c, _) => c.KongErrors = 0.01 },
        .. from kind in Enum.GetValues<BurstKind>() from mean in (double[])[3, 10, 30] select Of($"{kind} bursts of {mean}") with { Bursts = new(kind, mean) },
        Of("Fixed bursts of 10, first after 60 s") with { Bursts = new(BurstKind.Fixed, 10, 60) },
        Of("Geometric bursts of 30, first after 60 s") with { Bursts = new(BurstKind.Geometric, 30, 60) },
    ];

    private static void Outage(ref Condition condition, Moment moment)
    {
        if (moment.Second is < 100 or >= 220) return;
        (condition.ServiceErrors, condition.KongErrors, condition.Request) = (0.2, 0.05, Latencies.Request(3 * Latencies.RequestMedian));
    }

    private static IEnumerable<Scenario> Nodes() =>
    [
        Of("12 nodes a side, some with twice the errors or the load of others") with { Nodes = 12, Shape = Unequal, Dear = 5 },
        Of("some nodes of each side twice as slow as others") with { Nodes = 4, Shape = Uneven },
        Of("green three times slower while its nodes are younger than 30 s") with { GreenUptime = 0, Shape = Cold },
    ];

    // Each side has as many of each kind.
    private static void Unequal(ref Condition condition, Moment moment)
    {
        condition.KongErrors *= moment.Node % 2 == 0 ? 2.0 / 3 : 4.0 / 3;
        condition.Load = moment.Node / 2 % 2 == 0 ? 2.0 / 3 : 4.0 / 3;
    }

    private static void Uneven(ref Condition condition, Moment moment)
    {
        double factor = moment.Node % 2 == 0 ? Math.Sqrt(0.5) : Math.Sqrt(2);
        (condition.Kong, condition.Request) = (Latencies.Kong(factor * Latencies.KongMedian), Latencies.Request(factor * Latencies.RequestMedian));
    }

    private static void Cold(ref Condition condition, Moment moment)
    {
        if (!moment.IsGreen || moment.Uptime >= 30) return;
        (condition.Kong, condition.Request) = (Latencies.Kong(3 * Latencies.KongMedian), Latencies.Request(3 * Latencies.RequestMedian));
    }

    private static IEnumerable<Scenario> Scrapes() =>
    [
        Of("counters reset: each node restarts about every 2 min") with { Scraping = new() { RestartEvery = 120 } },
        Of("10 % of scrapes lost") with { Scraping = new() { Loss = 0.1 } },
        Of("no metrics at all for 3 min") with { Scraping = new() { Blackout = (100, 280) } },
        Of("one node of green counts up to 1 s late") with { Scraping = new() { Lag = 1 } },
        Of("scrapes up to 0.2 s late") with { Scraping = new() { Jitter = 0.2 } },
    ];

    private static IEnumerable<Scenario> Shares() =>
    [
        Of("weight not honoured: 9 % where 5 % was asked") with { ShareAt = m => m.Weight == 5 ? 9 : m.Weight },
        Of("sticky sessions: the share drifts from 0.6 to 1.5 times what was asked") with { ShareAt = m => Math.Min(95, m.Weight * (0.6 + 0.9 * (1 - Math.Exp(-m.Second / 120)))) },
        Of("sticky sessions: green gets more and more of the route that fails 5 times as often") with { Routes = [0.7, 0.3], Shape = Mixed },
    ];

    private static void Mixed(ref Condition condition, Moment moment)
    {
        if (moment.Route == 1) (condition.KongErrors, condition.Request) = (0.005, Latencies.Request(2 * Latencies.RequestMedian));
        if (!moment.IsGreen) return;
        double load = 1 + Math.Min(1, moment.Second / 300);
        condition.Load = moment.Route == 1 ? load : (1 - 0.3 * load) / 0.7;
    }

    private static IEnumerable<Scenario> Real() =>
    [
        Of("upstream errors in clusters on both sides, some refused and so source=kong (kong-facts 14 no. 4, 9)") with { Begin = Clustered, Each = Cluster, Shape = Upstream },
        Of("green's own time is 1.26 ms at 1 %, 0.63 at 5 %, 0.47 at 25 % (kong-facts 14 no. 6)") with { Rate = 250, Stages = [1, 5, 25, 50, 100], Shape = Young },
    ];

    // Variance by mean of the errors of a second, 32 to 114 in real runs, drawn for the run.
    private static void Clustered(Moment moment) => moment.Memory[1] = 32 * Math.Pow(114.0 / 32, moment.Randoms.Uniform());

    // One request in 100 fails, of which 10 a second are: a gamma rate of that shape gives the wanted variance. It lasts two seconds on average.
    private static void Cluster(Moment moment)
    {
        double shape = 10 / (moment.Memory[1] - 1);
        if (moment.Randoms.Uniform() < 0.5) moment.Memory[0] = Gamma.Next(moment.Randoms, shape) / shape;
    }

    private static void Upstream(ref Condition condition, Moment moment)
    {
        double part = Math.Min(0.4, 0.005 * moment.Memory[0]);
        condition.ServiceErrors = part;
        condition.KongErrors += part;
    }

    private static void Young(ref Condition condition, Moment moment)
    {
        double mean = !moment.IsGreen ? 0.45 : moment.Weight switch { <= 1 => 1.26, <= 5 => 0.63, <= 25 => 0.47, _ => 0.45 };
        condition.Kong = Latencies.Kong(Latencies.MedianOf(mean));
    }
}
