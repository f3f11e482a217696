namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>Which shares equal weights on each side can give, and by which weights. Immutable.</summary>
internal sealed class WeightTable
{
    private const int Largest = 256;
    private const int Whole = 1_000_000;

    private readonly int blue;
    private readonly int green;

    public WeightTable(int blue, int green)
    {
        (this.blue, this.green) = (blue, green);
        SmallestStep = Share(Largest, 1);
        Accuracy = TrafficShare.FromPercent(Math.Ceiling(WidestGap() / 2) / 10_000);
    }

    /// <summary>One part for each of green's servers, the most for each of blue's.</summary>
    public TrafficShare SmallestStep { get; }

    /// <summary>Half the widest gap between neighbouring shares, both ends aside.</summary>
    public TrafficShare Accuracy { get; }

    /// <summary>The weights of one blue and one green server that come nearest; the largest that do, so that steps to the next share are small.</summary>
    public (int Blue, int Green) Choose(TrafficShare desired)
    {
        if (desired == TrafficShare.AllBlue) return (Largest, 0);
        if (desired == TrafficShare.AllGreen) return (0, Largest);
        (int, int) best = default;
        double nearest = double.MaxValue;
        for (int b = Largest; b > 0; b--)
        {
            int g = BestGreen(b, desired.Fraction);
            double off = Math.Abs(Fraction(b, g) - desired.Fraction);
            if (off < nearest - 1e-12) (best, nearest) = ((b, g), off);
        }
        return best;
    }

    public TrafficShare Share(int blueWeight, int greenWeight) => TrafficShare.FromPercent(Fraction(blueWeight, greenWeight) * 100);

    private double Fraction(int b, int g) => (double)(g * green) / ((g * green) + (b * blue));

    private int BestGreen(int b, double fraction)
    {
        int below = Math.Clamp((int)(b * blue * fraction / (1 - fraction) / green), 1, Largest), above = Math.Min(below + 1, Largest);
        return fraction - Fraction(b, below) <= Fraction(b, above) - fraction ? below : above;
    }

    private double WidestGap()
    {
        double[] shares = [.. from b in Enumerable.Range(1, Largest) from g in Enumerable.Range(1, Largest) select Fraction(b, g) * Whole];
        Array.Sort(shares);
        return shares.Zip(shares.Skip(1), (one, next) => next - one).Max();
    }
}
