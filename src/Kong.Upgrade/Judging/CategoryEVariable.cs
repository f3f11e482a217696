namespace Kong.Upgrade.Judging;

/// <summary>The evidence of one block over any number of categories at once, such as classes of status: that green's mix of answers differs from blue's. Without tolerance.</summary>
/// <remarks><c>S = Π_k (qX_k/q0_k)^cX_k (qY_k/q0_k)^cY_k</c> with <c>q0 = (nX·qX + nY·qY)/(nX + nY)</c>; fair for any alphabet by the argument of <see cref="BlockEVariable"/>.</remarks>
internal static class CategoryEVariable
{
    public static double Log(ReadOnlySpan<long> blue, ReadOnlySpan<double> blueGuess, ReadOnlySpan<long> green, ReadOnlySpan<double> greenGuess)
    {
        (long blueRequests, long greenRequests) = (Sum(blue), Sum(green));
        if (blueRequests == 0 || greenRequests == 0) return 0;
        double log = 0;
        for (int k = 0; k < blue.Length; k++)
        {
            double pooled = ((blueRequests * blueGuess[k]) + (greenRequests * greenGuess[k])) / (blueRequests + greenRequests);
            if (blue[k] > 0) log += blue[k] * Math.Log(blueGuess[k] / pooled);
            if (green[k] > 0) log += green[k] * Math.Log(greenGuess[k] / pooled);
        }
        return log;
    }

    private static long Sum(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        foreach (long count in counts) sum += count;
        return sum;
    }
}
