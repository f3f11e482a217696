using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using static Kong.Upgrade.Tests.Support.Readings;

namespace Kong.Upgrade.Tests;

public class LatencyGateTests
{
    private static readonly Gate Quarter = Gate.MaxP99(TimeSpan.FromMilliseconds(250));

    [Theory]
    [InlineData(0, 0, ProbeVerdict.Undecided)]
    [InlineData(99, 0, ProbeVerdict.Undecided)]
    [InlineData(0, 99, ProbeVerdict.Undecided)]
    [InlineData(100, 0, ProbeVerdict.Accepted)]
    [InlineData(99, 1, ProbeVerdict.Accepted)]
    [InlineData(98, 2, ProbeVerdict.Regressed)]
    [InlineData(0, 100, ProbeVerdict.Regressed)]
    public void Judge_BlueHealthy_GoesByLimitAndMinimum(long fast, long slow, ProbeVerdict verdict) =>
        Quarter.Judge(Input(Timed(ClusterSide.Green, fast, slow), Timed(ClusterSide.Blue, 1000, 0))).Verdict.Should().Be(verdict);

    [Theory]
    [InlineData(98, 2, ProbeVerdict.Undecided)]
    [InlineData(99, 1, ProbeVerdict.Regressed)]
    [InlineData(0, 99, ProbeVerdict.Regressed)]
    [InlineData(0, 0, ProbeVerdict.Regressed)]
    public void Judge_GreenSlow_IsUndecidedOnlyWhenBlueIsSurelySlowToo(long blueFast, long blueSlow, ProbeVerdict verdict) =>
        Quarter.Judge(Input(Timed(ClusterSide.Green, 0, 100), Timed(ClusterSide.Blue, blueFast, blueSlow))).Verdict.Should().Be(verdict);

    [Fact]
    public void Judge_RequestsThatNobodyTimed_DoNotCountToTheMinimum() =>
        Quarter.Judge(Input(Green(100_000))).Should().Be(new GateVerdict(ProbeVerdict.Undecided, "green has 0 timed requests so far; 100 are needed to judge"));

    [Theory]
    [InlineData(250, ProbeVerdict.Regressed)]
    [InlineData(249, ProbeVerdict.Regressed)]
    [InlineData(1, ProbeVerdict.Regressed)]
    [InlineData(251, ProbeVerdict.Undecided)]
    public void Judge_LimitBesideABound_CountsOnlyWhatSurelyTookLonger(int limit, ProbeVerdict verdict) =>
        Gate.MaxP99(TimeSpan.FromMilliseconds(limit)).Judge(Input(Timed(ClusterSide.Green, 0, 100))).Verdict.Should().Be(verdict);

    [Fact]
    public void Judge_AnyVerdict_SaysWhatWasSeen()
    {
        Quarter.Judge(Input(Timed(ClusterSide.Green, 150, 50))).Reason.Should().Be("25% of green's 200 requests took longer than 250 ms");
        Quarter.Judge(Input(Timed(ClusterSide.Green, 150, 50), Timed(ClusterSide.Blue, 50, 50))).Reason.Should().Be("25% of green's 200 requests took longer than 250 ms, and 50% of blue's");
    }

    [Fact]
    public void Name_AnyLimits_TellsThem()
    {
        Quarter.Name.Should().Be("p99 at most 250 ms of at least 100 requests");
        Gate.MaxP99(TimeSpan.FromMicroseconds(1500), 7).Name.Should().Be("p99 at most 1.5 ms of at least 7 requests");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    public void MaxP99_OutOfRange_Throws(int milliseconds, int minimum) =>
        ((Action)(() => Gate.MaxP99(TimeSpan.FromMilliseconds(milliseconds), minimum))).Should().Throw<ArgumentOutOfRangeException>();

    /// <summary>Requests of up to 250 ms, and of more.</summary>
    private static NodeReading Timed(ClusterSide side, long fast, long slow) =>
        Node(side, fast + slow, latency: new([100, 250, double.PositiveInfinity], [0, fast, slow]));
}
