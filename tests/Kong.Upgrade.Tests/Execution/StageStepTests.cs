using Kong.Upgrade.Events;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests;

/// <summary>A staging suite within an upgrade: what fails takes green away before a user meets it, and is told everywhere.</summary>
public class StageStepTests
{
    private static readonly StagingFinding finding = new() { What = "status 200 instead of 401", Area = "plugin key-auth", Subject = "route r-orders", Node = "green-1", Request = "GET /orders", Green = "200", Blue = "401" };

    private static UpgradePlan Plan => Plans.Patch(plan => plan.Stage(tests => tests.Derived().Get("/orders").ExpectStatus(401)));

    [Fact]
    public async Task Run_SuitePasses_UpgradeCompletesAndTheReportSaysWhatWasTested()
    {
        await using FakeKong kong = new();

        UpgradeReport report = await kong.RunAsync(Plan, TestContext.Current.CancellationToken);

        report.Outcome.Should().Be(UpgradeOutcome.Completed);
        report.Staging!.Tests.Select(t => t.Name).Should().Equal("fake staging test", "GET /orders → status 401", "every route of the configuration, every certificate");
        report.Describe().Should().Contain("  staged    GREEN PASSED: 3 tests.");
        kong.StagingRunner.LastTarget!.From.Should().Be(report.Plan.From);
    }

    [Fact]
    public async Task Run_SuiteFails_GoesBackBeforeAnyUserMetGreenAndNamesTheCause()
    {
        await using FakeKong kong = new();
        kong.StagingRunner.Fail(finding);

        UpgradeReport report = await kong.RunAsync(Plan, TestContext.Current.CancellationToken);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        report.GreenShares.Should().OnlyContain(s => s.PartsPerMillion == 0);
        report.Error.Should().BeOfType<StagingFailedException>().Which.Failures.Should().Equal("plugin key-auth: status 200 instead of 401, on green-1: route r-orders");
        report.Staging!.Verdict.Should().Be(StagingVerdict.Failed);
        kong.Events.All.OfType<GreenStaged>().Should().ContainSingle().Which.Report.Should().BeSameAs(report.Staging);
    }

    [Fact]
    public async Task Run_SuiteFails_JournalKeepsRequestAndBothAnswers()
    {
        await using FakeKong kong = new();
        kong.StagingRunner.Fail(finding);

        await kong.RunAsync(Plan, TestContext.Current.CancellationToken);

        JournalEntry entry = kong.Journal.Archive.SelectMany(r => r.Entries).Concat(kong.Journal.Entries).First(e => e is { Mark: JournalMark.Noted, Subject: "green.staged" });
        entry.Detail.Should().ContainAll("\"verdict\":\"failed\"", "\"request\":\"GET /orders\"", "\"green\":\"200\"", "\"blue\":\"401\"");
    }

    [Fact]
    public async Task Run_ConsentAlone_IsNothingToStage()
    {
        await using FakeKong kong = new();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(plan => plan.Stage(tests => tests.Consent(StagingEffects.Writes, "Ada"))), TestContext.Current.CancellationToken);

        report.Outcome.Should().Be(UpgradeOutcome.Completed);
        report.Staging!.Tests.Should().ContainSingle("the host's own test and no other");
    }

    [Fact]
    public async Task Run_RunnerThrows_GoesBack()
    {
        await using FakeKong kong = new();
        kong.Faults.On(KongCall.RunStagingSuite).From(1).Throw(new InvalidOperationException("broken"));

        (await kong.RunAsync(Plan, TestContext.Current.CancellationToken)).Outcome.Should().Be(UpgradeOutcome.RolledBack);
    }

    [Fact]
    public void Build_SuiteWithProblems_ListsThemAll()
    {
        Action building = () => Plans.Patch(plan => plan.Stage(tests => tests.Get("orders").ExpectStatus(42).ExpectJson("data").Get("/a").Named("x").Get("/b").Named("x").And().Consent(StagingEffects.Writes, " ").Configure(o => o.MostAtOnce = 0)));

        building.Should().Throw<InvalidUpgradePlanException>().Which.Problems.Should().Equal(
            "Stage: The path 'orders' of a staging test does not begin with '/'.", "Stage: 42 is no HTTP status.", "Stage: The JSON path 'data' does not begin with '$'.",
            "Stage: Consent to Writes has no reason.", "Stage: MostAtOnce is 0; it must be from 1 to 256.", "Stage: 2 staging tests are called 'x'; give them names with Named.");
    }

    [Fact]
    public void Fingerprint_OtherTests_IsAnother() =>
        Plans.Patch(plan => plan.Stage(tests => tests.Get("/a"))).Fingerprint.Should().NotBe(Plans.Patch(plan => plan.Stage(tests => tests.Get("/b"))).Fingerprint)
            .And.NotBe(Plans.Patch(plan => plan.Stage(tests => tests.Get("/a").And().Configure(o => o.Confirmations = 1))).Fingerprint)
            .And.Be(Plans.Patch(plan => plan.Stage(tests => tests.Get("/a"))).Fingerprint);

    [Fact]
    public void Build_OptionsThatSomebodyKept_ChangeThePlanNoMore()
    {
        StagingOptions? kept = null;
        UpgradePlan plan = Plans.Patch(builder => builder.Stage(tests => tests.Get("/a").And().Configure(o => kept = o)));

        kept!.Confirmations = 1;

        plan.StagingSuite.Options.Confirmations.Should().Be(12);
    }
}
