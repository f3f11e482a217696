namespace Kong.Upgrade.Traffic;

/// <summary>Whether a measured split can be what was asked for, or must be something else (I8).</summary>
internal static class ShareBand
{
    // Looked at every second for hours: five standard deviations are passed by chance once in more than a million looks …
    private const double Deviations = 5;

    // … and small shares and counts are skewed, so that the same holds for them: (Deviations² - 1) / 6 of a request (Cornish-Fisher).
    private const double Skew = 4;

    // One stray request, and half a one because requests are whole.
    private const double Stray = 1.5;

    // Clients that stay on one side come in lumps.
    private const double StickyFactor = 3;

    /// <summary>The largest deviation of green's measured fraction that chance explains.</summary>
    public static double HalfWidth(double asked, long requests, bool isSticky) =>
        (Deviations * (isSticky ? StickyFactor : 1) * Math.Sqrt(asked * (1 - asked) / requests)) + ((Stray + (asked is 0 or 1 ? 0 : Skew * Math.Abs(1 - (2 * asked)))) / requests);

    /// <summary>Why the measured split cannot be the one asked for; <see langword="null"/> when it can.</summary>
    public static string? Problem(TrafficShare asked, long blue, long green, bool isSticky)
    {
        long all = blue + green;
        if (all == 0) return null;
        double measured = green / (double)all, band = HalfWidth(asked.Fraction, all, isSticky);
        return Math.Abs(measured - asked.Fraction) <= band ? null
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"green was asked to have {asked} but answered {green} of {all} requests ({measured:0.##%}, chance explains {asked.Fraction:0.##%} ± {band:0.##%})");
    }
}
