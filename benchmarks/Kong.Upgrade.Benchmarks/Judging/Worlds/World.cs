using Kong.Upgrade.Benchmarks.Judging.Sampling;

namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>Makes the traffic of a scenario, look by look, and what scrapes tell of it. Nothing is allocated after the beginning; not for two threads.</summary>
internal sealed class World
{
    private readonly Scenario scenario;
    private readonly Moment moment = new();
    private readonly Randoms randoms;
    private readonly int[] fresh, backlog;
    private readonly Counters counters;
    private double whole;

    public World(Scenario scenario)
    {
        this.scenario = scenario;
        randoms = moment.Randoms;
        Seen = new(scenario.Nodes, scenario.Routes.Length);
        fresh = new int[Seen.Counts.Length];
        backlog = new int[2 * scenario.Nodes * scenario.Routes.Length];
        counters = new(scenario.Scraping, Seen, randoms);
    }

    /// <summary>What the last scrape told.</summary>
    public Observation Seen { get; }

    /// <summary>Requests to green since its first share, and those of them that failed or came while the defect was there.</summary>
    public long GreenRequests { get; private set; }

    public long GreenFailed { get; private set; }

    public long GreenSinceOnset { get; private set; }

    public void Begin(ulong seed, double history)
    {
        randoms.Begin(seed);
        Array.Clear(moment.Memory);
        Array.Clear(backlog);
        (GreenRequests, GreenFailed, GreenSinceOnset) = (0, 0, 0);
        (moment.Second, whole) = (-history, double.NegativeInfinity);
        counters.Begin(moment.Second, scenario.GreenUptime);
        scenario.Begin?.Invoke(moment);
    }

    /// <summary>Time passes, and all nodes are scraped.</summary>
    /// <param name="weight">The percentage that green is asked to have meanwhile.</param>
    /// <param name="seconds">At most 1.</param>
    public void Pass(double weight, double seconds = 1)
    {
        moment.Weight = weight;
        if (Math.Floor(moment.Second) > whole) scenario.Each?.Invoke(moment);
        whole = Math.Floor(moment.Second);
        double rate = scenario.RateAt?.Invoke(moment) ?? scenario.Rate, share = (weight is > 0 and < 100 ? scenario.ShareAt?.Invoke(moment) ?? weight : weight) / 100;
        Array.Clear(fresh);
        for (int side = 0; side < 2; side++)
            for (int node = 0; node < scenario.Nodes; node++)
                if (!counters.IsDown(Seen.NodeAt(side, node), moment.Second)) Serve(side, node, (side == Side.Green ? share : 1 - share) * rate * seconds / scenario.Nodes);
        moment.Second = Math.Round(moment.Second + seconds, 3);
        Seen.Second = moment.Second;
        Seen.Weight = weight;
        counters.Scrape(fresh, moment.Second, seconds);
    }

    private void Serve(int side, int node, double requestsOfAll)
    {
        (moment.Side, moment.Node, moment.Uptime) = (side, node, counters.Uptime(Seen.NodeAt(side, node)));
        Condition usual = Condition.Usual;
        for (int route = 0; route < scenario.Routes.Length; route++)
        {
            moment.Route = route;
            Condition condition = usual;
            scenario.Shape?.Invoke(ref condition, moment);
            int requests = Poisson.Next(randoms, requestsOfAll * scenario.Routes[route] * condition.Load);
            if (requests == 0) continue;
            int index = Seen.NodeAt(side, node) * scenario.Routes.Length + route;
            Span<int> cell = fresh.AsSpan(index * Count.All, Count.All);
            Decide(condition, requests, cell, ref backlog[index]);
            condition.Kong.Add(randoms, requests, cell[Count.Kong..Count.Request]);
            condition.Request.Add(randoms, requests, cell[Count.Request..]);
            if (side == Side.Green) Remember(requests, Count.Failed(cell));
        }
    }

    // Errors of Kong's that cluster come first; of the other requests few are not answered well, and those few are told apart one kind after the other.
    private void Decide(in Condition condition, int requests, Span<int> cell, ref int waiting)
    {
        double kong = condition.KongErrors;
        if (scenario.Bursts is { } bursts && moment.Second >= bursts.From)
        {
            cell[Count.KongErrors] = Burst(bursts, requests, requests * kong, ref waiting);
            (kong, requests) = (0, requests - cell[Count.KongErrors]);
        }
        double others = Math.Max(0, 1 - condition.Failing), all = kong + condition.ServiceErrors + others * condition.Spoilt;
        int left = Binomial.Next(randoms, requests, all);
        cell[Count.Ok] = requests - left;
        cell[Count.KongErrors] += Take(kong);
        cell[Count.ServiceErrors] = Take(condition.ServiceErrors);
        cell[Count.KongClients] = Take(others * condition.KongClients);
        cell[Count.ServiceClients] = Take(others * condition.ServiceClients);
        cell[Count.RateLimited] = left;

        int Take(double probability)
        {
            int taken = left == 0 ? 0 : Binomial.Next(randoms, left, Math.Min(1, probability / all));
            (left, all) = (left - taken, all - probability);
            return taken;
        }
    }

    // What a cluster still has to fail when a second is over waits for the next.
    private int Burst(Bursts bursts, int requests, double expected, ref int waiting)
    {
        waiting += bursts.Next(randoms, expected);
        int failed = Math.Min(waiting, requests);
        waiting = bursts.Kind == BurstKind.Gamma ? 0 : waiting - failed;
        return failed;
    }

    private void Remember(int requests, int failed)
    {
        GreenRequests += requests;
        GreenFailed += failed;
        if (moment.Second >= scenario.Onset) GreenSinceOnset += requests;
    }
}
