using Kong.Upgrade.Benchmarks.Judging.Sampling;

namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>Errors that come in clusters on one node.</summary>
/// <param name="Kind">How long clusters are.</param>
/// <param name="Mean">Requests in a cluster; with <see cref="BurstKind.Gamma"/>, variance by mean of the errors of a second.</param>
/// <param name="From">The second from which they cluster; before it each fails for itself.</param>
internal sealed record Bursts(BurstKind Kind, double Mean, double From = double.NegativeInfinity)
{
    /// <summary>Errors that begin in a second in which <paramref name="expected"/> are expected.</summary>
    public int Next(Randoms randoms, double expected)
    {
        if (expected <= 0) return 0;
        if (Kind == BurstKind.Gamma) return Poisson.Next(randoms, Gamma.Next(randoms, expected / (Mean - 1)) * (Mean - 1));
        int clusters = Poisson.Next(randoms, expected / Mean);
        if (Kind == BurstKind.Fixed) return clusters * (int)Mean;
        int errors = clusters;
        for (; clusters > 0; clusters--) errors += (int)(Math.Log(randoms.Uniform()) / Math.Log(1 - 1 / Mean));
        return errors;
    }
}
