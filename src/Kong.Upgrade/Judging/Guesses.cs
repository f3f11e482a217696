namespace Kong.Upgrade.Judging;

/// <summary>How bad green might be: guesses of its rate, spread so that one is near whatever it is, and how much of the budget is bet on each.</summary>
internal sealed class Guesses
{
    private readonly double[] oddsFactors, rates, logWeights;

    private Guesses(double[] oddsFactors, double[] rates, params double[] weights)
    {
        (this.oddsFactors, this.rates) = (oddsFactors, rates);
        logWeights = weights is [] ? Even(oddsFactors.Length + rates.Length) : [.. weights.Select(weight => Math.Log(weight))];
    }

    /// <summary>Those of the published recipe, all alike.</summary>
    public static Guesses Published { get; } = new([1.5, 2.5, 4, 8, 16, 32, 64, 128], [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 0.95, 0.999]);

    /// <summary>For failures, which may be rare or total. Fewer, for neighbours tell the same; most on a few in a hundred: beside a small share that tells a total failure nearly as fast as a guess of it, and loses less while all is well.</summary>
    public static Guesses OfFailures { get; } = new([1.3, 2, 5, 14], [0.05, 0.2, 0.9], 0.08, 0.1, 0.14, 0.18, 0.27, 0.14, 0.09);

    /// <summary>For slowness beyond an edge: shares of a distribution that moves.</summary>
    public static Guesses OfSlowness { get; } = new([1.5, 2.5, 5, 16], [0.35, 0.9]);

    public int Count => logWeights.Length;

    /// <summary>The logarithms of the parts of the budget, one a guess; the parts sum to 1.</summary>
    public double[] LogWeights => logWeights;

    /// <summary>The same part for each of so many.</summary>
    public static double[] Even(int count)
    {
        double[] weights = new double[count];
        Array.Fill(weights, -Math.Log(count));
        return weights;
    }

    /// <summary>The guess of a number, from 0; not above the limit when it does not apply.</summary>
    public double At(int index, double limit)
    {
        if (index >= oddsFactors.Length) return rates[index - oddsFactors.Length];
        double odds = oddsFactors[index] * limit / (1 - limit);
        return Math.Min(odds / (1 + odds), BlockEVariable.MostRate);
    }

    /// <summary>Adds the evidence of a block for every guess.</summary>
    public void AddEvidence(in BlockCounts block, double blueRate, Tolerance tolerance, Span<double> logs)
    {
        if (!block.IsComparable) return;
        double blueGuess = BlockEVariable.Clamp(blueRate), limit = tolerance.Limit(blueGuess);
        if (limit >= BlockEVariable.MostRate) return;
        for (int k = 0; k < logs.Length; k++)
        {
            double greenGuess = At(k, limit);
            // What is tolerated is no evidence.
            if (greenGuess > limit) logs[k] += BlockEVariable.Log(block, blueGuess, greenGuess, tolerance);
        }
    }
}
