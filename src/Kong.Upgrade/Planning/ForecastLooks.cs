using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Planning;

/// <summary>How often a probe is asked, and how many looks must agree.</summary>
internal readonly record struct ForecastLooks(double PerSecond, int ToDecide)
{
    private const double Scraped = 1, Paced = 50;

    /// <summary>A probe that is asked once a second, as by default.</summary>
    public static ForecastLooks OfScrapes(JudgeOptions options) => new(Scraped, options.LooksToDecide);

    /// <summary>A probe that hears of each request (<see cref="IPacedProbe"/>).</summary>
    public static ForecastLooks OfPaced(JudgeOptions options) => new(Paced, options.PacedLooksToDecide);
}
