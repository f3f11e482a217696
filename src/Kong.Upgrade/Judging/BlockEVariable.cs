namespace Kong.Upgrade.Judging;

/// <summary>The evidence of one block for a guess that was fixed before it was seen.</summary>
/// <remarks>
/// <para><c>S = (θX/a)^eX ((1-θX)/(1-a))^(nX-eX) (θY/c)^eY ((1-θY)/(1-c))^(nY-eY)</c> with (a, c) the projection of the guess on the border of the null.</para>
/// <para>Why its mean is at most 1 while green is tolerable: under rates (pX, pY) the mean is A(pX)^nX · B(pY)^nY with A and B linear. By the weighted inequality of means that is at most f^(nX+nY) with
/// f = (nX·A + nY·B)/(nX+nY), linear too, with f(a, c) = 1 and a gradient opposite to that of the divergence at (a, c). The null is convex and (a, c) is its nearest point to the guess, so f ≤ 1 on all of it.
/// Only independence within the block is used: blue's rate may drift from block to block at will, and both may share any trouble.</para>
/// </remarks>
internal static class BlockEVariable
{
    public const double LeastRate = 1e-7, MostRate = 0.9999;

    /// <returns>The logarithm of the evidence; 0 when the two cannot be compared.</returns>
    public static double Log(in BlockCounts block, double blueGuess, double greenGuess, Tolerance tolerance)
    {
        if (!block.IsComparable) return 0;
        double a = NullProjection.Of(block.Blue, blueGuess, block.Green, greenGuess, tolerance), c = tolerance.Limit(a);
        return Part(block.Blue, block.BlueEvents, blueGuess, a) + Part(block.Green, block.GreenEvents, greenGuess, c);
    }

    /// <summary>One side's part: how much better the guess explains it than the border.</summary>
    private static double Part(long requests, long events, double guess, double border)
    {
        double others = (requests - events) * Math.Log((1 - guess) / (1 - border));
        return events == 0 ? others : others + (events * Math.Log(guess / border));
    }

    public static double Clamp(double rate) => Math.Clamp(rate, LeastRate, MostRate);
}
