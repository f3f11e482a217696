using Kong.Upgrade.Benchmarks.Judging.Bounds;
using Kong.Upgrade.Benchmarks.Judging.Sampling;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Tests.Judging;

/// <summary>The closed forms of progressive delivery 3.1, against the tables 3.2 and the values of 4.9.</summary>
public class BoundTests
{
    [Theory]
    [InlineData(0.05, 0.001, 0.147823)]
    [InlineData(0.01, 0.001, 0.0140665)]
    [InlineData(0.02, 0.01, 0.00391362)]
    public void Divergence_OfTwoRates_IsThePublishedOne(double truth, double other, double nats) =>
        InformationBound.Divergence(truth, other).Should().BeApproximately(nats, nats * 2e-6);

    [Theory]
    [InlineData(1, 0.01, 5.267, 1.3, 1.7)]
    [InlineData(1, 0.05, 3.876, 1.8, 2.4)]
    [InlineData(1, 0.5, 1.378, 5.0, 6.7)]
    [InlineData(0.05, 0.01, 0.1374, 50, 67)]
    [InlineData(0.05, 0.05, 0.1113, 62, 83)]
    [InlineData(0.05, 0.5, 0.0310, 223, 297)]
    [InlineData(0.01, 0.01, 0.01367, 505, 674)]
    [InlineData(0.01, 0.05, 0.01229, 562, 750)]
    [InlineData(0.01, 0.5, 0.00429, 1609, 2145)]
    [InlineData(0.002, 0.05, 0.00036, 19073, 25431)]
    public void OfRate_NoWorseAtAll_IsTable32(double green, double weight, double nats, double at3, double at4)
    {
        double information = InformationBound.Strict.OfRate(0.001, green, weight);
        information.Should().BeApproximately(nats, Math.Max(nats * 0.002, 0.000005));
        InformationBound.Requests(information, 1e-3).Should().BeApproximately(at3, Math.Max(0.051, at3 * 0.006));
        InformationBound.Requests(information, 1e-4).Should().BeApproximately(at4, Math.Max(0.051, at4 * 0.006));
    }

    [Theory]
    [InlineData(1, 3.645)]
    [InlineData(0.05, 0.0957)]
    [InlineData(0.01, 0.00836)]
    public void OfRate_WithTolerance_IsThePublishedOne(double green, double nats) =>
        InformationBound.Tolerant.OfRate(0.001, green, 0.05).Should().BeApproximately(nats, nats * 0.002);

    [Fact]
    public void OfRate_WithinTheTolerance_IsNothing() => InformationBound.Tolerant.OfRate(0.001, 0.0017, 0.05).Should().Be(0);

    [Fact]
    public void Strict_OfLatencies_IsTable32()
    {
        Strict(Latencies.Request(), Latencies.Request(1.5 * Latencies.RequestMedian)).Should().BeApproximately(0.1220, 0.00015);
        Strict(Latencies.Request(), Latencies.Request(tail: 1.5)).Should().BeApproximately(0.0219, 0.0001);
        // Table 3.2 says 0.1139; with all bounds that Kong 3.4 and 3.9 share and the same spread it is 0.1222.
        Strict(Latencies.Kong(), Latencies.Kong(1.5 * Latencies.KongMedian)).Should().BeApproximately(0.1222, 0.0001);
        Strict(Latencies.Request(), Latencies.Request(added: 1.5)).Should().BeApproximately(0.00141, 0.000006);
    }

    [Fact]
    public void Climb_WithoutTolerance_FindsTheMixture() =>
        new LatencyBound(Latencies.Kong().Probabilities, Latencies.Kong(4.5).Probabilities, 0.05, 1, 0).Climb().Should().BeApproximately(Strict(Latencies.Kong(), Latencies.Kong(4.5)), 1e-4);

    [Fact]
    public void Climb_OfTwoBuckets_IsTheBoundOfARate() =>
        new LatencyBound([0.999, 0.001], [0.95, 0.05], 0.05, 1.25, 0.0005).Climb().Should().BeApproximately(InformationBound.Tolerant.OfRate(0.001, 0.05, 0.05), 1e-6);

    [Fact]
    public void Climb_WithTolerance_LiesBetweenTheBestSingleBoundAndNoTolerance()
    {
        (Buckets blue, Buckets green) = (Latencies.Kong(), Latencies.Kong(4.5));
        double climbed = new LatencyBound(blue.Probabilities, green.Probabilities, 0.05, 1.25, 0.0005).Climb();
        double single = Enumerable.Range(1, Latencies.KongBuckets - 1).Max(i => InformationBound.Tolerant.OfRate(blue.Probabilities.Skip(i).Sum(), green.Probabilities.Skip(i).Sum(), 0.05));
        climbed.Should().BeGreaterThan(single - 1e-9).And.BeLessThan(Strict(blue, green));
    }

    private static double Strict(Buckets blue, Buckets green) => LatencyBound.Strict(blue.Probabilities, green.Probabilities, 0.05);
}
