namespace Kong.Upgrade.Judging;

/// <summary>Times of requests, edge by edge of the buckets that both clusters have: how many took longer. No quantile is ever guessed from a bucket.</summary>
internal sealed class EdgeComparisons(JudgeSignal signal, double weight, double leastEdge, JudgeOptions options)
{
    private const int Most = 24;
    // Edges that hardly differ tell the same twice.
    private const double Enough = 50, Rare = 0.001, Usual = 0.9, Apart = 0.6;

    private double[] edges = [];
    private Comparison[] comparisons = [];
    private bool[] isMissing = [], isJudged = [];

    public IReadOnlyList<Comparison> All => comparisons;

    /// <summary>Edges that can tell something now.</summary>
    public IEnumerable<Comparison> Judged => comparisons.Where((_, i) => isJudged[i]);

    /// <param name="isGreen">Whose.</param>
    /// <param name="node">The node's number.</param>
    /// <param name="group">The route's group.</param>
    /// <param name="bounds">Upper bounds in milliseconds, ascending.</param>
    /// <param name="counts">Requests in each bucket.</param>
    public void Add(bool isGreen, int node, int group, ReadOnlySpan<double> bounds, ReadOnlySpan<long> counts)
    {
        long all = 0, below = 0;
        foreach (long count in counts) all += count;
        if (all == 0) return;
        if (edges.Length == 0) Begin(bounds);
        int bucket = 0;
        for (int i = 0; i < edges.Length; i++)
        {
            for (; bucket < bounds.Length && bounds[bucket] <= edges[i]; bucket++) below += counts[bucket];
            if (bucket == 0 || bounds[bucket - 1] != edges[i]) isMissing[i] = true;
            comparisons[i].Add(isGreen, node, group, all, all - below);
        }
    }

    public void BeginStage()
    {
        foreach (Comparison comparison in comparisons) comparison.BeginStage();
    }

    public void Close(in Moment moment, Func<int, bool>? isNodeComparable)
    {
        bool isBeyond = false;
        double last = double.PositiveInfinity;
        for (int i = 0; i < comparisons.Length; i++)
        {
            double rate = comparisons[i].BlueRate;
            // What blue hardly ever does is told by the first such edge.
            isJudged[i] = comparisons[i].BluePast >= Enough && rate < Usual && rate <= Apart * last && (rate >= Rare || !isBeyond);
            if (isJudged[i]) last = rate;
            isBeyond |= rate < Rare;
            if (isMissing[i]) comparisons[i].Discard();
            else comparisons[i].Close(moment, isJudged[i], isNodeComparable);
            isMissing[i] = false;
        }
    }

    public double WeightedSum()
    {
        if (comparisons.Length == 0) return weight;
        double sum = 0;
        foreach (Comparison comparison in comparisons) sum += comparison.WeightedSum();
        return sum;
    }

    private void Begin(ReadOnlySpan<double> bounds)
    {
        List<double> found = [];
        foreach (double bound in bounds) if (bound >= leastEdge && double.IsFinite(bound) && found.Count < Most) found.Add(bound);
        edges = [.. found];
        comparisons = [.. edges.Select(edge => new Comparison(signal, FormattableString.Invariant($"took longer than {edge} ms"), weight / edges.Length, Guesses.OfSlowness, options.Slowness, options.UnknownDispersion))];
        (isMissing, isJudged) = (new bool[edges.Length], new bool[edges.Length]);
    }
}
