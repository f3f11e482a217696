using Kong.Upgrade.Clusters;
using Kong.Upgrade.Events;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests.Execution;

/// <summary>Runs with probes that hear of each request, with further probes, and with nodes that are not seen.</summary>
public class WitnessedRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_PacedProbe_IsAskedAtItsPaceAndCondemnsWithinASecond()
    {
        await using FakeKong kong = new();
        kong.Probe.Errors(ClusterSide.Green, 1, whenGreenIs: 10);

        UpgradeReport report = await RunAsync(kong, Lent.By(kong, probe: new Paced(kong)));

        report.Error.Should().BeOfType<GreenRegressedException>(report.Describe());
        ShareChanged[] shares = [.. kong.Events.Of<ShareChanged>()];
        (shares[^1].At - shares[^2].At).Should().BeLessThan(TimeSpan.FromSeconds(1.5), "no look of the slow kind is waited for");
    }

    /// <summary>What is left of a pause may be less than nothing then, and a delay of minus one millisecond never ends.</summary>
    [Fact]
    public async Task RunAsync_PacedProbeThatTakesLongerThanThePause_GoesOn()
    {
        await using FakeKong kong = new();

        UpgradeReport report = await RunAsync(kong, Lent.By(kong, probe: new Paced(kong, takes: TimeSpan.FromMilliseconds(1400))));

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
    }

    [Fact]
    public async Task RunAsync_AnotherProbeSeesHarm_GoesBackAlthoughUsersWereTooFewToTell()
    {
        await using FakeKong kong = new();
        kong.Traffic.RequestsPerSecond = 0.2;

        UpgradeReport report = await RunAsync(kong, Lent.By(kong, further: new Ours(kong, failing: 0.5)));

        report.Error.Should().BeOfType<GreenRegressedException>(report.Describe());
    }

    [Fact]
    public async Task RunAsync_TooFewUsersAndSynthesise_GoesOnWhenRequestsOfOursHaveProvenGreen()
    {
        await using FakeKong kong = new();
        kong.Traffic.RequestsPerSecond = 0.2;

        UpgradeReport report = await RunAsync(kong, Lent.By(kong, further: new Ours(kong, failing: 0)), p => p.StageAtMost(TimeSpan.FromMinutes(10)).HoldAtMost(TimeSpan.FromMinutes(2), UndecidedPolicy.Synthesise));

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
    }

    [Fact]
    public async Task RunAsync_AnotherProbeIsBlindOrHangs_SaysNothingAndHoldsNobody()
    {
        await using FakeKong kong = new();

        UpgradeReport report = await RunAsync(kong, Lent.By(kong, further: new Ours(kong, failing: 0) { Hangs = true }));

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
    }

    [Fact]
    public async Task RunAsync_OneNodeIsNeverSeen_IsNotAcceptedAndGoesBack()
    {
        await using FakeKong kong = new();

        UpgradeReport report = await RunAsync(kong, Lent.By(kong, probe: new OneMissing(kong)));

        report.Error.Should().BeOfType<UndecidedException>(report.Describe()).Which.Message.Should().Contain("green-2 could not be seen: no answer");
        kong.Traffic.Share.Percent.Should().Be(0);
    }

    [Fact]
    public async Task RunAsync_FirstProbeIsBlindWhileAnotherSeesHarm_GoesBackAtOnce()
    {
        await using FakeKong kong = new();
        kong.Probe.Blind(whenGreenIs: 10);

        UpgradeReport report = await RunAsync(kong, Lent.By(kong, further: new Ours(kong, failing: 0) { FailsWhenGreenIs = 10 }));

        report.Error.Should().BeOfType<GreenRegressedException>(report.Describe());
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0);
    }

    [Fact]
    public async Task RunAsync_BlindWhileAPersonThinks_GoesBackAndDoesNotTakeItForSilence()
    {
        await using FakeKong kong = new();
        kong.Approvals.Approve(after: TimeSpan.FromMinutes(50));
        kong.Observers.Add(new Invariants.OnEvent<ApprovalAsked>(_ => kong.Probe.Blind()));

        UpgradeReport report = await kong.RunAsync(Plans.Asking(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        report.Error.Should().BeOfType<UndecidedException>().Which.Message.Should().Contain("could not look");
    }

    [Fact]
    public async Task RunAsync_TooFewUsersAndGoOnWithANodeThatIsNeverSeen_GoesBack()
    {
        await using FakeKong kong = new();
        kong.Traffic.RequestsPerSecond = 0.2;

        UpgradeReport report = await RunAsync(kong, Lent.By(kong, probe: new OneMissing(kong)), p => p.StageAtMost(TimeSpan.FromMinutes(2)).HoldAtMost(TimeSpan.FromMinutes(2), UndecidedPolicy.GoOn));

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
    }

    private static Task<UpgradeReport> RunAsync(FakeKong kong, UpgradeServices services, Action<UpgradePlanBuilder>? more = null) =>
        kong.Time.RunAsync(() => new UpgradeRunner(services).RunAsync(Plans.Judged(more), Token));

    /// <summary>The fake's probe, told of each request as it ends.</summary>
    private sealed class Paced(FakeKong kong, TimeSpan takes = default) : IPacedProbe
    {
        public TimeSpan Pace => TimeSpan.FromMilliseconds(20);

        public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
        {
            if (takes > TimeSpan.Zero) await Task.Delay(takes, kong.Time, cancellationToken);
            return await kong.Probe.ReadAsync(window, cancellationToken);
        }
    }

    /// <summary>A hundred requests of ours a second to each side.</summary>
    private sealed class Ours(FakeKong kong, double failing) : IMetricsProbe
    {
        public bool Hangs { get; init; }

        public double FailsWhenGreenIs { get; init; } = 101;

        public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
        {
            if (Hangs) await Task.Delay(TimeSpan.FromMinutes(20), kong.Time, cancellationToken);
            long requests = (long)(window.Length.TotalSeconds * 100);
            double rate = (double)kong.Traffic.Share.Percent >= FailsWhenGreenIs ? 1 : failing;
            return ProbeReading.Of(window, [Side(ClusterSide.Blue, requests, 0), Side(ClusterSide.Green, requests, (long)(rate * requests))]);
        }

        private static NodeReading Side(ClusterSide side, long requests, long errors) => new() { Side = side, Node = "ours", Requests = requests, Errors = errors };
    }

    private sealed class OneMissing(FakeKong kong) : IMetricsProbe
    {
        public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken) =>
            ProbeReading.Of(window, (await kong.Probe.ReadAsync(window, cancellationToken)).Nodes, [new(ClusterSide.Green, "green-2", "no answer")]);
    }
}
