using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Testing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I8: share asked is share read back is share measured; otherwise the run holds.</summary>
public class I08_ShareTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Divert_BalancerIgnoresTheShare_NeverGoesOn()
    {
        await using FakeKong kong = new();
        kong.Traffic.Lie();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        report.Error.Should().BeOfType<UndecidedException>().Which.Message.Should().Contain("the balancer has 0 %");
    }

    [Fact]
    public async Task Divert_SomebodyElseSetsAnotherShare_HoldsThenHaltsWithItsHandsOff()
    {
        await using FakeKong kong = new();
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent == 10) kong.Traffic.SetByHand(33);
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        report.Headline.Should().Contain("somebody else changed it");
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 33);
    }

    [Fact]
    public async Task Divert_MeasuredShareIsAnother_HoldsThenGoesBack()
    {
        await using FakeKong kong = new();
        UpgradeRunner runner = new(Lent.By(kong, probe: new Skewed(kong.Probe)));

        UpgradeReport report = await kong.Time.RunAsync(() => runner.RunAsync(Plans.Patch(), Token));

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        report.Error.Should().BeOfType<UndecidedException>().Which.Message.Should().Contain("green was asked to have 1 % but answered");
    }

    [Fact]
    public async Task Evaluate_BalancerAlreadyDiverts_Blocks()
    {
        await using FakeKong kong = new();
        kong.Traffic.SetByHand(5);

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Error.Should().BeOfType<PreflightBlockedException>();
        kong.Traffic.GreenHistory.Should().Equal(0, 5);
    }

    [Fact]
    public async Task Evaluate_StageFinerThanTheBalancer_Blocks()
    {
        await using FakeKong kong = new();
        kong.Traffic.Capabilities = new() { SmallestStep = Kong.Upgrade.Traffic.TrafficShare.FromPercent(5) };

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Error.Should().BeOfType<PreflightBlockedException>().Which.Message.Should().Contain("smallest step is 5 %");
    }

    [Fact]
    public async Task Divert_BalancerCountsInStepsOfItsOwn_GoesOnWithWhatItGives()
    {
        await using FakeKong kong = new();
        Stepped traffic = new(kong.Traffic, TrafficShare.FromPercent(0.2));

        UpgradeReport report = await kong.Time.RunAsync(() => new UpgradeRunner(Lent.By(kong, traffic: traffic)).RunAsync(Plans.Patch(), Token));

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        kong.Traffic.GreenHistory.Should().Equal(0, 1.1, 10.1, 100);
    }

    [Fact]
    public async Task Divert_BalancerIsFurtherOffThanItSays_NeverGoesOn()
    {
        await using FakeKong kong = new();
        Stepped traffic = new(kong.Traffic, TrafficShare.FromPercent(0.05));

        UpgradeReport report = await kong.Time.RunAsync(() => new UpgradeRunner(Lent.By(kong, traffic: traffic)).RunAsync(Plans.Patch(), Token));

        report.Error.Should().BeOfType<UndecidedException>().Which.Message.Should().Contain("the balancer has 1.1 %");
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(100, 99.9)]
    [InlineData(0.1, 0)]
    [InlineData(99.9, 100)]
    public void IsGivenBy_NothingAndEverything_AreExact(double asked, double found) =>
        TrafficShare.FromPercent(asked).IsGivenBy(TrafficShare.FromPercent(found), TrafficShare.FromPercent(5)).Should().BeFalse();

    /// <summary>A balancer that is off by a tenth of a percent, and says how far off it may be.</summary>
    private sealed class Stepped(ITrafficSplitter real, TrafficShare accuracy) : ITrafficSplitter
    {
        public SplitterCapabilities Capabilities { get; } = new() { SmallestStep = TrafficShare.FromPercent(0.1), Accuracy = accuracy, SettlesWithin = TimeSpan.Zero };

        public Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken) => real.GetShareAsync(cancellationToken);

        public Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken) =>
            real.SetShareAsync(desired.Percent is 0 or 100 ? desired : TrafficShare.FromPercent((double)desired.Percent + 0.1), cancellationToken);
    }

    /// <summary>A probe that sees three times as much on green as it was given.</summary>
    private sealed class Skewed(IMetricsProbe real) : IMetricsProbe
    {
        public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
        {
            ProbeReading seen = await real.ReadAsync(window, cancellationToken);
            NodeReading[] more = [.. seen.Nodes.Where(n => n.Side is ClusterSide.Green)];
            return ProbeReading.Of(window, [.. seen.Nodes, .. more, .. more]);
        }
    }
}
