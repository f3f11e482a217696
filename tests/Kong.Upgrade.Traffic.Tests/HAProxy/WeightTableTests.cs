using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

public class WeightTableTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(1, 4)]
    [InlineData(5, 7)]
    public void Choose_AnyShareBetweenItsEnds_IsMetWithinItsAccuracy(int blue, int green)
    {
        WeightTable table = new(blue, green);
        TrafficShare most = table.Share(1, 256);
        for (int parts = table.SmallestStep.PartsPerMillion; parts <= most.PartsPerMillion; parts += 977)
        {
            TrafficShare asked = TrafficShare.FromPercent(parts / 10_000.0);
            (int b, int g) = table.Choose(asked);
            (b is > 0 and <= 256 && g is > 0 and <= 256).Should().BeTrue($"{asked}: {b}, {g}");
            Math.Abs(table.Share(b, g).PartsPerMillion - parts).Should().BeLessThanOrEqualTo(table.Accuracy.PartsPerMillion, $"{asked} of {blue} and {green}: {b}, {g}");
        }
    }

    [Theory]
    [InlineData(2, 2, 1, 198, 2)]
    [InlineData(2, 2, 25, 255, 85)]
    [InlineData(2, 2, 50, 256, 256)]
    [InlineData(2, 1, 50, 128, 256)]
    [InlineData(2, 2, 0, 256, 0)]
    [InlineData(2, 2, 100, 0, 256)]
    public void Choose_AShareThatWeightsMeetExactly_IsTheLargestThatDo(int blue, int green, double percent, int blueWeight, int greenWeight)
    {
        new WeightTable(blue, green).Choose(TrafficShare.FromPercent(percent)).Should().Be((blueWeight, greenWeight));
    }

    [Fact]
    public void Choose_EveryPair_IsTheNearestThereIs()
    {
        WeightTable table = new(2, 3);
        double[] all = [.. from b in Enumerable.Range(1, 256) from g in Enumerable.Range(1, 256) select 3.0 * g / ((3 * g) + (2 * b))];
        foreach (double asked in (double[])[0.0123, 0.1, 1 / 3.0, 0.4998, 0.5003, 0.777, 0.99])
        {
            (int b, int g) = table.Choose(TrafficShare.FromPercent(asked * 100));
            double off = Math.Abs((3.0 * g / ((3 * g) + (2 * b))) - asked);
            off.Should().BeApproximately(all.Min(share => Math.Abs(share - asked)), 1e-6);
        }
    }

    [Fact]
    public void Accuracy_OfTwoAndTwo_IsATwentiethOfAPercent()
    {
        WeightTable table = new(2, 2);
        table.SmallestStep.Should().Be(TrafficShare.FromPercent(100.0 / 257));
        table.Accuracy.Percent.Should().BeInRange(0.04m, 0.06m);
    }
}
