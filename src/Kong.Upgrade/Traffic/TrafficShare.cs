using System.Globalization;

namespace Kong.Upgrade.Traffic;

/// <summary>The part of user traffic that goes to green; the rest goes to blue. Exact to one part in a million.</summary>
/// <remarks>The default value is all traffic to blue, which is always safe before <c>finish</c>.</remarks>
public readonly record struct TrafficShare : IComparable<TrafficShare>
{
    private const int Whole = 1_000_000;

    private TrafficShare(int partsPerMillion) => PartsPerMillion = partsPerMillion;

    /// <summary>All traffic to blue.</summary>
    public static TrafficShare AllBlue => default;

    /// <summary>All traffic to green.</summary>
    public static TrafficShare AllGreen { get; } = new(Whole);

    /// <summary>Green's part in millionths, 0 to 1,000,000.</summary>
    public int PartsPerMillion { get; }

    /// <summary>Green's part as a fraction, 0 to 1.</summary>
    public double Fraction => PartsPerMillion / (double)Whole;

    /// <summary>Green's part in percent, 0 to 100.</summary>
    public decimal Percent => PartsPerMillion / 10_000m;

    /// <summary>A share in percent of traffic on green.</summary>
    /// <param name="percent">0 to 100, rounded to the nearest ten-thousandth of a percent.</param>
    /// <returns>The share.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not a number from 0 to 100.</exception>
    public static TrafficShare FromPercent(double percent) => percent is >= 0 and <= 100
        ? new((int)Math.Round(percent * 10_000, MidpointRounding.AwayFromZero))
        : throw new ArgumentOutOfRangeException(nameof(percent), percent, "A share of traffic lies between 0 (all blue) and 100 percent (all green).");

    /// <summary>Whether a balancer of a certain accuracy, asked for this share, may have the other. Nothing and everything are given exactly or not at all.</summary>
    internal bool IsGivenBy(TrafficShare inForce, TrafficShare accuracy) =>
        this == inForce || (IsPart(this) && IsPart(inForce) && Math.Abs(PartsPerMillion - inForce.PartsPerMillion) <= accuracy.PartsPerMillion);

    private static bool IsPart(TrafficShare share) => share != AllBlue && share != AllGreen;

    /// <inheritdoc/>
    public int CompareTo(TrafficShare other) => PartsPerMillion.CompareTo(other.PartsPerMillion);

    /// <summary>Whether <paramref name="left"/> sends less to green.</summary>
    public static bool operator <(TrafficShare left, TrafficShare right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> sends more to green.</summary>
    public static bool operator >(TrafficShare left, TrafficShare right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> sends no more to green.</summary>
    public static bool operator <=(TrafficShare left, TrafficShare right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> sends no less to green.</summary>
    public static bool operator >=(TrafficShare left, TrafficShare right) => left.CompareTo(right) >= 0;

    /// <summary>Green's part, such as <c>12.5 %</c>.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => Percent.ToString("0.####", CultureInfo.InvariantCulture) + " %";
}
