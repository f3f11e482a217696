using Kong.Upgrade.Clusters;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests.Judging;

public class AlarmDrillTests
{
    [Theory]
    [InlineData(1, 1000)]
    [InlineData(5, 200)]
    [InlineData(0.1, 100)]
    [InlineData(100, 20)]
    public void Run_OnOrdinaryTraffic_IsConnected(double percent, long perSecond)
    {
        AlarmDrill drill = AlarmDrill.Run(new(), Seconds(perSecond), TrafficShare.FromPercent(percent));
        (drill.IsConnected, drill.IsMadeUp, drill.IsFalselyAlarmed).Should().Be((true, false, false), drill.ToString());
        drill.FailedRequests.Should().BePositive();
    }

    [Fact]
    public void Run_OnHardlyAnyTraffic_MakesCountsUpAndSaysSo()
    {
        AlarmDrill drill = AlarmDrill.Run(new(), [], TrafficShare.FromPercent(5));
        (drill.IsConnected, drill.IsMadeUp).Should().Be((true, true));
        drill.ToString().Should().Contain("made-up counts");
    }

    [Fact]
    public void Run_WhileBlueItselfFailsMostRequests_IsNotConnected()
    {
        AlarmDrill drill = AlarmDrill.Run(new() { Errors = new(1.25, 0.3) }, Seconds(1000, failing: 700), TrafficShare.FromPercent(5));
        (drill.IsConnected, drill.LooksToAlarm).Should().Be((false, null));
        drill.ToString().Should().Contain("NOT condemned");
    }

    private static ProbeReading[] Seconds(long perSecond, long? failing = null) => [.. Enumerable.Range(0, 30).Select(i =>
        ProbeReading.Of(new(DateTimeOffset.UnixEpoch.AddSeconds(i), DateTimeOffset.UnixEpoch.AddSeconds(i + 1)), [new() { Side = ClusterSide.Blue, Node = "blue-1", Requests = perSecond, Errors = failing ?? (i % 10 == 0 ? 1 : 0) }]))];
}
