namespace Kong.Upgrade.Traffic.Tests.Nginx;

/// <summary>Whether a count can be chance: five standard deviations and one request.</summary>
internal static class Binomial
{
    public static string? Problem(long green, long all, double share)
    {
        double band = (5 * Math.Sqrt(all * share * (1 - share))) + (share is 0 or 1 ? 0 : 1);
        return Math.Abs(green - (all * share)) <= band ? null : $"green had {green} of {all}; {all * share} ± {band} would be chance at {share:P2}";
    }
}
