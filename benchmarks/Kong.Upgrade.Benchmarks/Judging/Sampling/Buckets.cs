namespace Kong.Upgrade.Benchmarks.Judging.Sampling;

/// <summary>Spreads requests over the buckets of a histogram, multinomially: few one by one (Walker's alias table), many bucket by bucket (binomially), the likeliest first.</summary>
internal sealed class Buckets
{
    private const int Few = 64;

    private readonly double[] own, conditional;
    private readonly int[] alias, order;

    /// <param name="probabilities">Of each bucket; their sum is 1.</param>
    public Buckets(double[] probabilities)
    {
        Probabilities = probabilities;
        order = [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i])];
        conditional = new double[order.Length];
        double left = 1;
        for (int i = 0; i < order.Length; left -= probabilities[order[i++]]) conditional[i] = left <= 0 ? 1 : Math.Min(1, probabilities[order[i]] / left);
        conditional[^1] = 1;
        (own, alias) = Walker(probabilities);
    }

    public IReadOnlyList<double> Probabilities { get; }

    public void Add(Randoms randoms, int count, Span<int> to)
    {
        if (count < Few) One(randoms, count, to);
        else Many(randoms, count, to);
    }

    // One number chooses the column by its high half and the alias by its low half.
    private void One(Randoms randoms, int count, Span<int> to)
    {
        for (; count > 0; count--)
        {
            ulong bits = randoms.Next();
            int column = (int)((bits >> 32) * (ulong)own.Length >> 32);
            to[(bits & uint.MaxValue) * (1.0 / 4294967296) < own[column] ? column : alias[column]]++;
        }
    }

    private void Many(Randoms randoms, int count, Span<int> to)
    {
        for (int i = 0; count > 0; i++)
        {
            int taken = Binomial.Next(randoms, count, conditional[i]);
            to[order[i]] += taken;
            count -= taken;
        }
    }

    private static (double[] Own, int[] Alias) Walker(double[] probabilities)
    {
        int n = probabilities.Length;
        double[] scaled = [.. probabilities.Select(p => p * n)];
        int[] alias = [.. Enumerable.Range(0, n)];
        Stack<int> poor = new(Enumerable.Range(0, n).Where(i => scaled[i] < 1)), rich = new(Enumerable.Range(0, n).Where(i => scaled[i] >= 1));
        while (poor.Count > 0 && rich.Count > 0)
        {
            int low = poor.Pop(), high = rich.Peek();
            alias[low] = high;
            if ((scaled[high] -= 1 - scaled[low]) < 1) poor.Push(rich.Pop());
        }
        // What rounding left in one of the stacks owns its column wholly.
        foreach (int left in poor.Concat(rich)) scaled[left] = 1;
        return (scaled, alias);
    }
}
