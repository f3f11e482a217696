namespace Kong.Upgrade.Judging;

/// <summary>Notices a green that fails most of its requests, also while it warms up: that it fails half of all requests more often than blue needs no comparison that is exact. Without a blue to compare with a quarter is too much.</summary>
internal sealed class CatastropheGuard(double weight)
{
    /// <summary>What green may fail more than blue, and what it may fail without a blue beside it.</summary>
    public const double Half = 0.5, AloneLimit = 0.25;

    private static readonly double[] guesses = [0.4, 0.6, 0.75, 0.9, 0.999];
    private static readonly Tolerance halfMore = new(1, Half);

    private readonly double[] block = new double[guesses.Length];
    private readonly double logWeight = Math.Log(weight);

    public static ReadOnlySpan<double> Guesses => guesses;

    public Process Process { get; } = new(Judging.Guesses.Even(guesses.Length));

    public void Add(in BlockCounts counts, double blueRate, in Moment moment, double dispersion)
    {
        if (counts.Green == 0) return;
        double blueGuess = BlockEVariable.Clamp(blueRate), limit = counts.Blue == 0 ? Math.Max(AloneLimit, Math.Min(Half, blueGuess)) : halfMore.Limit(blueGuess);
        for (int k = 0; k < guesses.Length; k++)
            block[k] = guesses[k] <= limit ? 0
                : counts.Blue == 0 ? LoneEVariable.Log(counts.Green, counts.GreenEvents, guesses[k], limit)
                : BlockEVariable.Log(counts, blueGuess, guesses[k], halfMore);
        Process.Add(block, moment, dispersion, logWeight);
    }

    public double WeightedSum() => weight * Math.Exp(Process.Log);
}
