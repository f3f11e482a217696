using Kong.Upgrade.Approvals;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Testing;
using Kong.Upgrade.Testing.Fakes;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I1: finish runs only with every proof and permission.</summary>
public class I01_FinishOnlyWithProofTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finish_EverythingProven_RunsOnce()
    {
        await using FakeKong kong = new();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        kong.Migrations.FinishCount.Should().Be(1);
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 100);
    }

    [Fact]
    public async Task Finish_BlueStillServes_IsRefused()
    {
        await using FakeKong kong = new();
        // Somebody sends to blue beside the balancer, from the moment on at which only the quiet of blue is still looked for.
        StrayTraffic stray = new(kong);
        UpgradeRunner runner = new(Lent.By(kong, probe: stray));

        UpgradeReport report = await kong.Time.RunAsync(() => runner.RunAsync(Plans.Patch(), Token));

        Refused(kong, report, "blue is not known to be quiet");
    }

    [Fact]
    public async Task Finish_ShareChangedAfterBake_IsRefused()
    {
        await using FakeKong kong = new();
        OnBakeDone(kong, () => kong.Traffic.SetByHand(99));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        Refused(kong, report, "not all traffic");
    }

    [Fact]
    public async Task Finish_BackupNotProven_IsRefused()
    {
        await using FakeKong kong = new();
        kong.Backup.IsProven = false;

        Refused(kong, await kong.RunAsync(Plans.Patch(), Token), "no trial restore proved the backup");
    }

    [Fact]
    public async Task Finish_BackupNotProvenButAcknowledged_RunsAndTheReportNamesTheRisk()
    {
        await using FakeKong kong = new();
        kong.Backup.IsProven = false;

        UpgradeReport report = await kong.RunAsync(Plans.Patch(p => p.AcknowledgeRisk(UpgradeRisk.UnprovenBackup, "restored by hand last night")), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed);
        report.Describe().Should().Contain("UnprovenBackup was taken: restored by hand last night");
    }

    [Fact]
    public async Task Finish_ConfigurationWrittenSinceUp_IsRefused()
    {
        await using FakeKong kong = new();
        OnBakeDone(kong, kong.Freeze.WriteByHand);

        Refused(kong, await kong.RunAsync(Plans.Patch(), Token), "the configuration changed since 'up'");
    }

    [Fact]
    public async Task Finish_FreezeLiftedByHand_IsRefused()
    {
        await using FakeKong kong = new();
        OnBakeDone(kong, kong.Freeze.ThawByHand);

        Refused(kong, await kong.RunAsync(Plans.Patch(), Token), "not known to be frozen (Thawed)");
    }

    [Fact]
    public async Task Finish_OtherMigrationsPending_IsRefused()
    {
        await using FakeKong kong = new();
        OnBakeDone(kong, () => kong.Migrations.PendByHand(new Migration("core", "999_stranger")));

        Refused(kong, await kong.RunAsync(Plans.Patch(), Token), "other migrations are pending");
    }

    [Fact]
    public async Task Finish_PersonRefuses_GoesBack()
    {
        await using FakeKong kong = new();

        UpgradeReport report = await kong.RunAsync(Plans.AskingWith(ApprovalAnswer.Refuse("Ada", "not tonight")), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        report.Headline.Should().Contain("Ada refused finish: not tonight");
        kong.Migrations.FinishCount.Should().Be(0);
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 100, 0);
    }

    [Fact]
    public async Task Finish_NobodyAnswers_AwaitsAndAsksAgainWhenRunAgain()
    {
        await using FakeKong kong = new();
        kong.Approvals.StaySilent();

        UpgradeReport silent = await kong.RunAsync(Plans.Asking(), Token);
        kong.Approvals.Approve("Grace");
        UpgradeReport answered = await kong.RunAsync(Plans.Asking(), Token);

        silent.Outcome.Should().Be(UpgradeOutcome.AwaitingApproval);
        silent.Headline.Should().Contain("Green has 100 %").And.Contain("Answer and run the same plan again");
        answered.Outcome.Should().Be(UpgradeOutcome.Completed, answered.Describe());
        kong.Migrations.FinishCount.Should().Be(1);
    }

    [Fact]
    public async Task Finish_GreenRegressedWhileNobodyWatched_IsSeenBeforeItIsTooLate()
    {
        await using FakeKong kong = new();
        kong.Approvals.StaySilent();
        await kong.RunAsync(Plans.Asking(), Token);
        kong.Probe.Unhealthy(whenGreenIs: 100);
        kong.Approvals.Approve("Grace");

        UpgradeReport report = await kong.RunAsync(Plans.Asking(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        kong.Migrations.FinishCount.Should().Be(0);
    }

    [Fact]
    public async Task Finish_ApprovalGateThrows_IsNoConsent()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.AskApproval).Throw("the chat is down");

        UpgradeReport report = await kong.RunAsync(Plans.Asking(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.AwaitingApproval);
        kong.Migrations.FinishCount.Should().Be(0);
    }

    [Fact]
    public async Task Finish_GreenRegressesWhileAPersonThinks_GoesBackAtOnce()
    {
        await using FakeKong kong = new();
        kong.Approvals.Approve(after: TimeSpan.FromMinutes(50));
        kong.Probe.Unhealthy(whenGreenIs: 100, after: TimeSpan.FromMinutes(20));

        UpgradeReport report = await kong.RunAsync(Plans.Asking(), Token);

        report.Error.Should().BeOfType<GreenRegressedException>(report.Describe());
        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        (report.EndedAt - report.StartedAt).Should().BeLessThan(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Finish_WhatHeldWhenAskedNoLongerHolds_IsRefused()
    {
        await using FakeKong kong = new();
        kong.Approvals.Answer(_ =>
        {
            kong.Freeze.WriteByHand();
            return ApprovalAnswer.Approve("Ada", "go");
        });

        Refused(kong, await kong.RunAsync(Plans.Asking(), Token), "the configuration changed since 'up'");
    }

    private static void Refused(FakeKong kong, UpgradeReport report, string because)
    {
        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        report.Error.Should().BeOfType<FinishRefusedException>().Which.Message.Should().Contain(because);
        report.Headline.Should().StartWith("HALTED before the point of no return").And.Contain("retreat");
        kong.Migrations.FinishCount.Should().Be(0);
        kong.Clusters.Blue.Should().Be(FakeClusterStanding.Running);
    }

    private static void OnBakeDone(FakeKong kong, Action act) => kong.Observers.Add(new OnEvent<Events.StepCompleted>(e =>
    {
        if (e.StepName == "bake") act();
    }));

    private sealed class StrayTraffic(FakeKong kong) : IMetricsProbe
    {
        public async Task<Probing.ProbeReading> ReadAsync(Probing.ProbeWindow window, CancellationToken cancellationToken)
        {
            Probing.ProbeReading seen = await kong.Probe.ReadAsync(window, cancellationToken);
            bool baked = kong.Events.Of<Events.StepCompleted>().Any(e => e.StepName == "bake");
            Probing.NodeReading one = new() { Side = ClusterSide.Blue, Node = "blue-1", Requests = 1 };
            return baked ? Probing.ProbeReading.Of(window, [.. seen.Nodes, one]) : seen;
        }
    }
}
