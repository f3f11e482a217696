namespace Kong.Upgrade.Judging;

/// <summary>How much worse green may be: its rate may be <c>Factor · blue's rate + Addend</c>.</summary>
/// <param name="Factor">From 1 to 10, such as 1.25.</param>
/// <param name="Addend">From 0 to 0.5, such as 0.0005 for one request in two thousand.</param>
public readonly record struct Tolerance(double Factor, double Addend)
{
    /// <summary>No tolerance: green may be as good as blue.</summary>
    public static Tolerance None { get; } = new(1, 0);

    internal bool IsValid => Factor is >= 1 and <= 10 && Addend is >= 0 and <= 0.5;

    /// <summary>The highest rate that is tolerated of green when blue's is this.</summary>
    /// <param name="blueRate">0 to 1.</param>
    /// <returns>A rate; may be above 1, and then everything is tolerated.</returns>
    public double Limit(double blueRate) => (Factor * blueRate) + Addend;
}
