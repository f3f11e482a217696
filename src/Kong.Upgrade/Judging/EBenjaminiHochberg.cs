namespace Kong.Upgrade.Judging;

/// <summary>Names culprits among many: of those named at most a part α is innocent on average, however they depend on each other (Wang and Ramdas 2022).</summary>
internal static class EBenjaminiHochberg
{
    /// <param name="logs">The logarithm of the evidence against each.</param>
    /// <param name="alpha">The part, above 0 and below 1.</param>
    /// <returns>The numbers of those named, the strongest evidence first.</returns>
    public static int[] Named(ReadOnlySpan<double> logs, double alpha)
    {
        int[] order = new int[logs.Length];
        double[] keys = new double[logs.Length];
        for (int i = 0; i < logs.Length; i++) (order[i], keys[i]) = (i, -logs[i]);
        Array.Sort(keys, order);
        for (int k = logs.Length; k > 0; k--)
            if (-keys[k - 1] >= Math.Log(logs.Length / (alpha * k))) return order[..k];
        return [];
    }
}
