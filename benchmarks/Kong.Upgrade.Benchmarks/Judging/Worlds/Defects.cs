namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>Worlds in which green is worse than blue (progressive delivery 3.2 and 3.4).</summary>
internal static class Defects
{
    public static Scenario All100 { get; } = Fails("(a) all of green's requests fail", 1);

    public static Scenario Five { get; } = Fails("(b) 5 % fail", 0.05);

    public static Scenario One { get; } = Fails("(c) 1 % fail", 0.01);

    public static Scenario Twice { get; } = Fails("(c') 0.2 % fail", 0.002);

    public static Scenario Slow { get; } = Slows("(d) requests 1.5 times as slow", (ref c, _) => c.Request = Latencies.Request(1.5 * Latencies.RequestMedian));

    public static Scenario SlowTail { get; } = Slows("(d') the slowest 5 % 1.5 times as slow", (ref c, _) => c.Request = Latencies.Request(tail: 1.5));

    public static Scenario SlowKong { get; } = Slows("(d'') Kong's own time 1.5 times as long", (ref c, _) =>
        (c.Kong, c.Request) = (Latencies.Kong(1.5 * Latencies.KongMedian), Latencies.Request(added: 0.5 * Latencies.KongMedian)));

    /// <summary>Those that the information bound is stated for.</summary>
    public static IReadOnlyList<Scenario> Bounded { get; } = [All100, Five, One, Twice, Slow, SlowTail, SlowKong];

    public static IReadOnlyList<Scenario> Every { get; } =
    [
        .. Bounded,
        Fails("0.3 % fail", 0.003),
        Slows("2 % refused with 401, 404 or 429, as many 5xx", (ref c, _) => (c.KongClients, c.RateLimited) = (0.013, 0.012)),
        Of("one of green's 12 nodes fails", Harm.Failed, 0, (ref c, m) => c.KongErrors = m.Node == 5 ? 1 : c.KongErrors) with { Nodes = 12, Dear = 4 },
        Of("one of 200 equal routes fails", Harm.Failed, 0, (ref c, m) => c.KongErrors = m.Route == 9 ? 1 : c.KongErrors) with { Routes = [.. Enumerable.Repeat(1 / 200.0, 200)], Dear = 20 },
        Of("the tenth of 200 routes fails (Zipf)", Harm.Failed, 0, (ref c, m) => c.KongErrors = m.Route == 9 ? 1 : c.KongErrors) with { Routes = Zipf(200), Dear = 20 },
        Of("5 % fail from 150 s on, stages of 1 min", Harm.Failed, 150, (ref c, _) => c.KongErrors = 0.05) with { ShortestStage = 60 },
        Of("5 % fail from 20 min on, stages of 6 min", Harm.Failed, 1200, (ref c, _) => c.KongErrors = 0.05) with { ShortestStage = 360, Horizon = 2400 },
        Of("a leak: failures grow by 0.5 % each minute", Harm.Failed, 0, (ref c, m) => c.KongErrors += Math.Min(1, m.Second / 12_000)),
        Of("5 % fail and all is slower above a weight of 40 %", Harm.Failed, 0, Overloaded),
        .. ((double[])[0.2, 2, 20, 200, 20_000]).Select(rate => AtRate(All100, rate)),
        .. ((double[])[2, 20, 200, 20_000]).Select(rate => AtRate(Five, rate)),
    ];

    private static Scenario Of(string name, Harm harm, double onset, Shape worse) =>
        new(name) { IsDefect = true, Harm = harm, Onset = onset, Shape = (ref c, m) => { if (m.IsGreen && m.Second >= onset) worse(ref c, m); } };

    private static Scenario Fails(string name, double part) => Of(name, Harm.Failed, 0, (ref c, _) => c.KongErrors = part);

    private static Scenario Slows(string name, Shape worse) => Of(name, Harm.Served, 0, worse);

    private static Scenario AtRate(Scenario scenario, double rate) => scenario with { Name = FormattableString.Invariant($"{scenario.Name}, {rate} rps"), Rate = rate };

    private static void Overloaded(ref Condition condition, Moment moment)
    {
        if (moment.Weight <= 40) return;
        (condition.KongErrors, condition.Kong, condition.Request) = (0.05, Latencies.Kong(1.5 * Latencies.KongMedian), Latencies.Request(1.5 * Latencies.RequestMedian));
    }

    private static double[] Zipf(int routes)
    {
        double all = Enumerable.Range(1, routes).Sum(i => 1.0 / i);
        return [.. Enumerable.Range(1, routes).Select(i => 1 / (i * all))];
    }
}
