namespace Kong.Upgrade.Simulation.Balancing;

/// <summary>Spreads requests over targets by weighted round robin. Safe for any number of threads.</summary>
internal sealed class Balancer
{
    private const int LongestTurn = 1000;
    private readonly Target[] _turn;
    private uint _next = uint.MaxValue;

    public Balancer(string? upstream, HealthcheckSettings checks, IReadOnlyList<Target> targets)
    {
        Upstream = upstream;
        Checks = checks;
        Targets = targets;
        _turn = Spread(targets);
    }

    /// <summary>The upstream's name, or null for a service with an address of its own.</summary>
    public string? Upstream { get; }

    public HealthcheckSettings Checks { get; }

    public IReadOnlyList<Target> Targets { get; }

    /// <summary>The next target in turn that is available and was not tried yet.</summary>
    public Target? Next(IReadOnlyCollection<Target> tried)
    {
        if (_turn.Length == 0)
            return null;
        uint start = Interlocked.Increment(ref _next);
        for (uint i = 0; i < _turn.Length; i++)
        {
            Target target = _turn[(start + i) % (uint)_turn.Length];
            if (target.IsAvailable && !tried.Contains(target))
                return target;
        }
        return null;
    }

    // Each step everyone gains its weight and the richest pays the sum: heavy targets come often, but not in a row.
    private static Target[] Spread(IReadOnlyList<Target> targets)
    {
        int divisor = targets.Aggregate(0, (d, t) => Common(d, t.Weight));
        int[] weights = [.. targets.Select(t => divisor == 0 ? 0 : t.Weight / divisor)];
        while (weights.Sum() > LongestTurn && weights.Max() > 1)
            weights = [.. weights.Select(w => w == 0 ? 0 : Math.Max(1, w / 2))];
        int sum = weights.Sum();
        int[] credit = new int[weights.Length];
        Target[] turn = new Target[sum];
        for (int step = 0; step < sum; step++)
        {
            for (int i = 0; i < weights.Length; i++)
                credit[i] += weights[i];
            int richest = Array.IndexOf(credit, credit.Max());
            credit[richest] -= sum;
            turn[step] = targets[richest];
        }
        return turn;
    }

    private static int Common(int a, int b) => b == 0 ? a : Common(b, a % b);
}
