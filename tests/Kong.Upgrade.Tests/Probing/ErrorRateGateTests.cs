using Kong.Upgrade.Probing;
using static Kong.Upgrade.Tests.Support.Readings;

namespace Kong.Upgrade.Tests;

public class ErrorRateGateTests
{
    private static readonly Gate OnePercent = Gate.MaxErrorRate(0.01);

    [Theory]
    [InlineData(0, 0, ProbeVerdict.Undecided)]
    [InlineData(19, 0, ProbeVerdict.Undecided)]
    [InlineData(19, 19, ProbeVerdict.Undecided)]
    [InlineData(20, 0, ProbeVerdict.Accepted)]
    [InlineData(20, 1, ProbeVerdict.Regressed)]
    [InlineData(1000, 10, ProbeVerdict.Accepted)]
    [InlineData(1000, 11, ProbeVerdict.Regressed)]
    [InlineData(1000, 1000, ProbeVerdict.Regressed)]
    public void Judge_BlueHealthy_GoesByLimitAndMinimum(long requests, long errors, ProbeVerdict verdict) =>
        OnePercent.Judge(Input(Green(requests, errors), Blue(1000))).Verdict.Should().Be(verdict);

    [Theory]
    [InlineData(1000, 11, ProbeVerdict.Undecided)]
    [InlineData(1000, 10, ProbeVerdict.Regressed)]
    [InlineData(20, 20, ProbeVerdict.Undecided)]
    [InlineData(19, 19, ProbeVerdict.Regressed)]
    [InlineData(0, 0, ProbeVerdict.Regressed)]
    public void Judge_GreenBad_IsUndecidedOnlyWhenBlueIsSurelyBadToo(long blueRequests, long blueErrors, ProbeVerdict verdict) =>
        OnePercent.Judge(Input(Green(100, 50), Blue(blueRequests, blueErrors))).Verdict.Should().Be(verdict);

    [Fact]
    public void Judge_BlueBadAlone_DoesNotHoldGreenBack() =>
        OnePercent.Judge(Input(Green(100), Blue(100, 100))).Verdict.Should().Be(ProbeVerdict.Accepted);

    [Fact]
    public void Judge_ErrorsOfUpstreams_DoNotCount()
    {
        OnePercent.Judge(Input(Green(100, 60, upstreamErrors: 59))).Verdict.Should().Be(ProbeVerdict.Accepted);
        OnePercent.Judge(Input(Green(100, 60, upstreamErrors: 58))).Verdict.Should().Be(ProbeVerdict.Regressed);
        OnePercent.Judge(Input(Green(100, 60), Blue(100, 60, upstreamErrors: 60))).Verdict.Should().Be(ProbeVerdict.Regressed, "blue's upstreams are not blue's trouble either");
    }

    [Fact]
    public void Judge_SeveralNodesOfASide_AddUp() =>
        OnePercent.Judge(Input(Green(10), Green(10, 1))).Should().Be(new GateVerdict(ProbeVerdict.Regressed, "green failed 1 of 20 requests (5%, limit 1%)"));

    [Fact]
    public void Judge_NodesOfNoSide_DoNotCount() =>
        OnePercent.Judge(Input(Node(Clusters.ClusterSide.Unknown, 1000, 1000), Green(20))).Verdict.Should().Be(ProbeVerdict.Accepted);

    [Theory]
    [InlineData(5, 1, 0, 0, "green answered 5 requests so far; 20 are needed to judge")]
    [InlineData(200, 1, 0, 0, "green failed 1 of 200 requests (0.5%, limit 1%)")]
    [InlineData(200, 3, 0, 0, "green failed 3 of 200 requests (1.5%, limit 1%)")]
    [InlineData(200, 3, 100, 2, "green failed 3 of 200 requests (1.5%, limit 1%), but blue failed 2% too")]
    public void Judge_AnyVerdict_SaysWhatWasSeen(long green, long greenErrors, long blue, long blueErrors, string reason) =>
        OnePercent.Judge(Input(Green(green, greenErrors), Blue(blue, blueErrors))).Reason.Should().Be(reason);

    [Theory]
    [InlineData(0.01, 20, "error rate at most 1% of at least 20 requests")]
    [InlineData(0.0005, 1, "error rate at most 0.05% of at least 1 requests")]
    [InlineData(0.0000001, 1, "error rate at most 0.00001% of at least 1 requests")]
    public void Name_AnyLimits_TellsThem(double limit, int minimum, string name) => Gate.MaxErrorRate(limit, minimum).Name.Should().Be(name);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void MaxErrorRate_LimitOutOfRange_Throws(double limit) =>
        ((Action)(() => Gate.MaxErrorRate(limit))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*between 0 and 1, such as 0.01*");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void MaxErrorRate_MinimumOutOfRange_Throws(int minimum) =>
        ((Action)(() => Gate.MaxErrorRate(0.01, minimum))).Should().Throw<ArgumentOutOfRangeException>();
}
