using Kong.Upgrade.Clusters;
using Kong.Upgrade.Events;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Testing;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

/// <summary>After a retreat green is looked at until it is quiet, and only then taken away.</summary>
public class LastGreenRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1, "green is quiet at once: the first look ends a second after the decision, and met what came before it")]
    [InlineData(3, 4, "requests that hang on green are waited for")]
    public async Task RolledBack_GreenAnswersForAWhile_IsMeasuredAndGreenIsTakenAwayAfterwards(int seconds, int measured, string because)
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        Lingering probe = new(kong, TimeSpan.FromSeconds(seconds));

        UpgradeReport report = await RunAsync(kong, probe);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        report.LastGreenRequest.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(measured), because).And.BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds));
        report.Describe().Should().Contain("green answered nothing later than");
        kong.Events.All.OfType<RetreatEnded>().Should().ContainSingle().Which.LastGreenRequest.Should().Be(report.LastGreenRequest);
    }

    [Fact]
    public async Task RolledBack_GreenNeverBecomesQuiet_GoesBackAllTheSameAndSaysThatItWasNotSeen()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        RecordingLogger log = new();

        UpgradeReport report = await RunAsync(kong, new Lingering(kong, TimeSpan.FromHours(1)), new(log));

        (report.Outcome, report.LastGreenRequest).Should().Be((UpgradeOutcome.RolledBack, null));
        report.Describe().Should().Contain("when green answered last was not seen");
        log.Entries.Should().Contain(e => e.Id == KongUpgradeEventIds.RetreatNotQuiet && e.Text.Contains("it answered 7 requests"));
    }

    [Fact]
    public async Task RolledBack_ProbeHangsAfterTheRetreat_DoesNotHoldTheWayBackForLong()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        Lingering probe = new(kong, TimeSpan.Zero) { Hangs = true };

        UpgradeReport report = await RunAsync(kong, probe);

        (report.Outcome, report.LastGreenRequest).Should().Be((UpgradeOutcome.RolledBack, null));
        TimeSpan toTheEnd = report.EndedAt - probe.Retreated!.Value;
        toTheEnd.Should().BeLessThan(TimeSpan.FromSeconds(25));
    }

    private static Task<UpgradeReport> RunAsync(FakeKong kong, Lingering probe, RecordingLoggerFactory? log = null) =>
        kong.Time.RunAsync(() => new UpgradeRunner(Lent.By(kong, probe: probe, log: log)).RunAsync(Plans.Patch(), Token));

    /// <summary>Sees seven more requests on green in every look for a while after the retreat.</summary>
    private sealed class Lingering(FakeKong kong, TimeSpan lasting) : IMetricsProbe
    {
        private bool hasDiverted;

        public DateTimeOffset? Retreated { get; private set; }

        public bool Hangs { get; init; }

        public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
        {
            hasDiverted |= kong.Traffic.Share.Percent == 10;
            if (hasDiverted && kong.Traffic.Share.Percent == 0) Retreated ??= window.From;
            if (Retreated is not null && Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, kong.Time, cancellationToken);
            ProbeReading seen = await kong.Probe.ReadAsync(window, cancellationToken);
            bool lingers = Retreated is { } since && window.From - since < lasting;
            return lingers ? ProbeReading.Of(window, [.. seen.Nodes, new() { Side = ClusterSide.Green, Node = "green-1", Requests = 7 }]) : seen;
        }
    }
}
