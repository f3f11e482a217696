using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Planning;

/// <summary>What a look that tells something holds on average. A look without green's or without blue's requests compares nothing, and at little traffic most looks are like that.</summary>
/// <param name="Blue">Blue's requests; 0 when green has all traffic.</param>
/// <param name="Green">Green's requests.</param>
/// <param name="PerSecond">How many such looks come in a second.</param>
internal readonly record struct AverageLook(double Blue, double Green, double PerSecond)
{
    private const double Scale = 1e9, Many = 60, Nearly = 0.5, Negligible = 1e-9;

    /// <summary>Requests come when they come (Poisson).</summary>
    public static AverageLook Of(double share, double requestsPerSecond, double looksPerSecond)
    {
        (double blue, double green) = (requestsPerSecond * (1 - share) / looksPerSecond, requestsPerSecond * share / looksPerSecond);
        (double seesBlue, double seesGreen) = (share < 1 ? Some(blue) : 1, Some(green));
        return new(share < 1 ? blue / seesBlue : 0, green / seesGreen, looksPerSecond * seesBlue * seesGreen);
    }

    /// <summary>The logarithm of the evidence that such a look adds on average.</summary>
    /// <param name="blueGuess">What is guessed of blue, and what is true of it.</param>
    /// <param name="greenGuess">What is guessed of green.</param>
    /// <param name="border">What is tolerated.</param>
    /// <param name="greenRate">What is true of green.</param>
    /// <param name="dispersion">By how much it is tempered.</param>
    /// <param name="cap">The most that one look may add.</param>
    public double Gain(double blueGuess, double greenGuess, Tolerance border, double greenRate, double dispersion, double cap = double.PositiveInfinity)
    {
        double a = NullProjection.Of(Counted(Blue), blueGuess, Counted(Green), greenGuess, border);
        double ofBlue = Blue * ((blueGuess * Math.Log(blueGuess / a)) + ((1 - blueGuess) * Math.Log((1 - blueGuess) / (1 - a))));
        return OfGreen(greenGuess, border.Limit(a), greenRate, ofBlue, dispersion, cap);
    }

    /// <summary>The same without blue, against a limit.</summary>
    public double GainAlone(double guess, double limit, double greenRate, double dispersion, double cap = double.PositiveInfinity) => OfGreen(guess, limit, greenRate, 0, dispersion, cap);

    private double OfGreen(double guess, double border, double rate, double ofBlue, double dispersion, double cap)
    {
        double good = Math.Log((1 - guess) / (1 - border)), failure = Math.Log(guess / border) - good, events = Green * rate;
        double rest = (ofBlue + (Green * good)) / dispersion, each = failure / dispersion;
        return double.IsInfinity(cap) || events > Many || rate > Nearly ? Math.Min(rest + (events * each), cap) : Capped(rest, each, events, cap);
    }

    /// <summary>Failures that are rare come one by one, and then the cap cuts what the mean would not show.</summary>
    private static double Capped(double rest, double each, double events, double cap)
    {
        double sum = 0, left = 1, chance = Math.Exp(-events);
        for (int e = 0; left > Negligible && e < 10 * Many; e++)
        {
            sum += chance * Math.Min(rest + (e * each), cap);
            left -= chance;
            chance *= events / (e + 1);
        }
        return sum;
    }

    private static double Some(double expected) => expected < Negligible ? expected : 1 - Math.Exp(-expected);

    private static long Counted(double requests) => (long)(requests * Scale);
}
