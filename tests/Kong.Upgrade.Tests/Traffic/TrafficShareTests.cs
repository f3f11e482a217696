using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests;

public class TrafficShareTests
{
    [Fact]
    public void Default_IsAllBlue()
    {
        default(TrafficShare).Should().Be(TrafficShare.AllBlue);
        (TrafficShare.AllBlue.PartsPerMillion, TrafficShare.AllBlue.Fraction, TrafficShare.AllBlue.Percent).Should().Be((0, 0, 0));
        (TrafficShare.AllGreen.PartsPerMillion, TrafficShare.AllGreen.Fraction, TrafficShare.AllGreen.Percent).Should().Be((1_000_000, 1, 100));
    }

    [Fact]
    public void FromPercent_EveryMillionth_ComesBackExactly()
    {
        for (int parts = 0; parts <= 1_000_000; parts++)
        {
            TrafficShare share = TrafficShare.FromPercent(parts / 10_000.0);
            if (share.PartsPerMillion != parts || TrafficShare.FromPercent((double)share.Percent) != share || TrafficShare.FromPercent(share.Fraction * 100) != share)
                Assert.Fail($"{parts} millionths came back as {share.PartsPerMillion}");
        }
    }

    [Theory]
    [InlineData(0.00004, 0)]
    [InlineData(0.00005, 1)]
    [InlineData(0.0001, 1)]
    [InlineData(0.00024, 2)]
    [InlineData(0.00025, 3)]
    [InlineData(33.33333333, 333_333)]
    [InlineData(66.66666666, 666_667)]
    [InlineData(99.99994, 999_999)]
    [InlineData(99.99996, 1_000_000)]
    [InlineData(-0.0, 0)]
    public void FromPercent_BetweenMillionths_RoundsToTheNearest(double percent, int parts) => TrafficShare.FromPercent(percent).PartsPerMillion.Should().Be(parts);

    [Theory]
    [InlineData(-0.0001)]
    [InlineData(100.0001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void FromPercent_OutOfRange_Throws(double percent) =>
        ((Action)(() => TrafficShare.FromPercent(percent))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("A share of traffic lies between 0 (all blue) and 100 percent (all green).*");

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0001, "0.0001 %")]
    [InlineData(12.5, "12.5 %")]
    [InlineData(100, "100 %")]
    public void ToString_AnyShare_IsPercentOnGreen(double percent, string text) => TrafficShare.FromPercent(percent).ToString().Should().Be(text);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(2, 1)]
    public void Operators_AnyTwo_GoByGreensPart(double left, double right)
    {
        (TrafficShare a, TrafficShare b) = (TrafficShare.FromPercent(left), TrafficShare.FromPercent(right));

        (a < b, a <= b, a > b, a >= b, a == b).Should().Be((left < right, left <= right, left > right, left >= right, left.Equals(right)));
        a.CompareTo(b).Should().Be(left.CompareTo(right));
    }

    [Fact]
    public void SplitterCapabilities_ByDefault_AreModest()
    {
        SplitterCapabilities capabilities = new();

        (capabilities.SmallestStep, capabilities.SettlesWithin, capabilities.IsSticky).Should().Be((TrafficShare.FromPercent(1), TimeSpan.FromSeconds(2), false));
    }
}
