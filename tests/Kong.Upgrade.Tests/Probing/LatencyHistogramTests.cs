using CsCheck;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Tests;

public class LatencyHistogramTests
{
    private static readonly double[] Bounds = [10, 20, 50, double.PositiveInfinity];

    [Fact]
    public void Empty_CountsNothing()
    {
        LatencyHistogram.Empty.Count.Should().Be(0);
        LatencyHistogram.Empty.Quantile(0.99).Should().Be(double.NaN);
        new LatencyHistogram(Bounds, [0, 0, 0, 0]).Quantile(0.99).Should().Be(double.NaN);
    }

    [Theory]
    [InlineData(0.5, 10)]
    [InlineData(0.51, 20)]
    [InlineData(0.98, 20)]
    [InlineData(0.99, 50)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(0, 10)]
    public void Quantile_AnyFraction_IsTheBucketWhereItEnds(double fraction, double bound) =>
        new LatencyHistogram(Bounds, [50, 48, 1, 1]).Quantile(fraction).Should().Be(bound);

    [Fact]
    public void Quantile_AnyTimes_IsNeverLessThanTheTrueOneAndInItsBucket() =>
        Gen.Select(Gen.Double[0.1, 100].Array[1, 200], Gen.Int[1, 100]).Sample((times, percent) =>
        {
            LatencyHistogram histogram = new(Bounds, [.. Bounds.Select((b, i) => (long)times.Count(t => t <= b && (i == 0 || t > Bounds[i - 1])))]);
            double exact = times.Order().ElementAt((int)Math.Ceiling(percent / 100.0 * times.Length) - 1);

            double quantile = histogram.Quantile(percent / 100.0);

            quantile.Should().BeGreaterThanOrEqualTo(exact);
            quantile.Should().Be(Bounds.First(b => b >= exact));
        });

    [Fact]
    public void Constructor_ListsChangedAfterwards_KeepsWhatItWasGiven()
    {
        double[] bounds = [1, 2];
        long[] counts = [3, 4];
        LatencyHistogram histogram = new(bounds, counts);
        (bounds[0], counts[0]) = (9, 9);

        histogram.UpperBounds.Should().Equal(1, 2);
        histogram.Counts.Should().Equal(3, 4);
        histogram.Count.Should().Be(7);
    }

    [Theory]
    [InlineData(new double[] { 1, 2 }, new long[] { 1 }, "2 bounds but 1 counts*")]
    [InlineData(new double[] { 2, 1 }, new long[] { 1, 1 }, "Bound 1 follows 2*")]
    [InlineData(new double[] { 2, 2 }, new long[] { 1, 1 }, "Bound 2 follows 2*")]
    [InlineData(new double[] { 2, double.NaN }, new long[] { 1, 1 }, "Bound NaN follows 2*")]
    public void Constructor_ListsThatDoNotFit_Throws(double[] bounds, long[] counts, string message) =>
        ((Action)(() => _ = new LatencyHistogram(bounds, counts))).Should().Throw<ArgumentException>().WithMessage(message);
}
