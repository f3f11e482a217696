using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Testing.Fakes;

namespace Kong.Upgrade.Testing.Tests;

/// <summary>A process dies at every point where it changes something, and the next goes on: the promise that the library is made for.</summary>
public class CrashTests
{
    private static readonly UpgradePlan Plan = Plans.Patch().SoakEachStage(TimeSpan.FromSeconds(10)).Bake(TimeSpan.FromSeconds(30)).Build();
    private static readonly string[] Scenarios = ["completes", "green regresses at 10 %", "green regresses while baking", "refused by a person", "staging fails", "up stops midway", "finish stops midway", "no migrations between the versions"];

    public static TheoryData<string, bool> EveryScenarioBothSides()
    {
        TheoryData<string, bool> data = [];
        foreach (string scenario in Scenarios)
        {
            data.Add(scenario, false);
            data.Add(scenario, true);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(EveryScenarioBothSides))]
    public async Task RunAsync_DiesAtAnyPointAndIsRunAgain_EndsInOrder(string scenario, bool after)
    {
        int points = await CountAsync(scenario);
        points.Should().BeGreaterThan(15);
        for (int point = 1; point <= points; point++)
        {
            await using FakeKong kong = Make(scenario);
            await DieAsync(kong, point, after);
            UpgradeReport report = await RunAsync(kong);
            RequireOrder(scenario, kong, report, $"{scenario}: died {(after ? "after" : "before")} operation {point}:\n{kong.Story}\n{report.Describe()}");
        }
    }

    [Theory]
    [InlineData("completes", false)]
    [InlineData("completes", true)]
    [InlineData("green regresses while baking", false)]
    [InlineData("green regresses while baking", true)]
    public async Task RunAsync_DiesTwiceAtAnyPoints_EndsInOrder(string scenario, bool after)
    {
        int points = await CountAsync(scenario);
        for (int first = 1; first <= points; first++)
            for (int second = 1; second <= 12; second++)
            {
                await using FakeKong kong = Make(scenario);
                await DieAsync(kong, first, after);
                if (!await DieAsync(kong, second, !after)) continue;
                UpgradeReport report = await RunAsync(kong);
                RequireOrder(scenario, kong, report, $"{scenario}: died {(after ? "after" : "before")} operation {first}, then {(after ? "before" : "after")} {second}:\n{kong.Story}\n{report.Describe()}");
            }
    }

    [Fact]
    public async Task RunAsync_DiesAtAnyPointWithAJournalInFiles_EndsInOrder()
    {
        int points = await CountAsync(Scenarios[0]);
        for (int point = 1; point <= points; point++)
        {
            await using FakeKong kong = Make(Scenarios[0]);
            string path = Path.Combine(AppContext.BaseDirectory, "journals", Path.GetRandomFileName());
            kong.OpenJournal = () => new FileUpgradeJournal(path, flushToDisk: false);
            await DieAsync(kong, point, after: point % 2 == 0);
            UpgradeReport report = await RunAsync(kong);
            RequireOrder(Scenarios[0], kong, report, $"died at operation {point}:\n{kong.Story}\n{report.Describe()}");
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public async Task RunAsync_DeadProcess_HasNoFurtherEffect()
    {
        await using FakeKong kong = new();
        kong.CrashAfter(KongCall.MigrateUp);

        Func<Task> dying = () => kong.RunAsync(Plan, TestContext.Current.CancellationToken);
        ProcessDiedException died = (await dying.Should().ThrowAsync<ProcessDiedException>()).Which;
        kong.Time.Advance(TimeSpan.FromDays(2));

        died.Call.Should().Be(KongCall.MigrateUp);
        kong.Story.Lines[^1].Should().StartWith("process: the process died after operation");
        kong.Clusters.Green.Should().Be(FakeClusterStanding.Prepared);
        kong.Journal.Entries.Should().NotContain(e => e.Subject.StartsWith("migrations."));
    }

    [Fact]
    public async Task CrashBefore_ACallThatOnlyLooks_IsRefused()
    {
        await using FakeKong kong = new();
        kong.Invoking(k => k.CrashBefore(KongCall.GetShare)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task DisposeAsync_RunThatNothingWouldEnd_Ends()
    {
        FakeKong kong = new();
        kong.Faults.On(KongCall.OpenJournal).Hang(ignoreToken: true);
        Task running = kong.RunAsync(Plan, TestContext.Current.CancellationToken);
        await kong.DisposeAsync();
        await running.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
    }

    private static FakeKong Make(string scenario)
    {
        FakeKong kong = new();
        if (scenario == Scenarios[1]) kong.Probe.Unhealthy(whenGreenIs: 10);
        if (scenario == Scenarios[2]) kong.Probe.Unhealthy(whenGreenIs: 100, after: TimeSpan.FromSeconds(45));
        if (scenario == Scenarios[3]) kong.Approvals.Refuse("somebody", "not today");
        if (scenario == Scenarios[4]) kong.Staging.Fail("401 instead of 200");
        if (scenario == Scenarios[5]) kong.Migrations.FailUpMidway();
        if (scenario == Scenarios[6]) kong.Migrations.FailFinishMidway();
        if (scenario == Scenarios[7]) kong.Migrations.HasNew();
        return kong;
    }

    private static async Task<int> CountAsync(string scenario)
    {
        await using FakeKong kong = Make(scenario);
        await kong.RunAsync(Plan, TestContext.Current.CancellationToken);
        return kong.Operations.Count;
    }

    /// <summary>Runs to the end; a run that halted is mended by running it again, as its headline says.</summary>
    private static async Task<UpgradeReport> RunAsync(FakeKong kong)
    {
        UpgradeReport report = await kong.RunAsync(Plan, TestContext.Current.CancellationToken);
        return report.Outcome is UpgradeOutcome.Halted ? await kong.RunAsync(Plan, TestContext.Current.CancellationToken) : report;
    }

    /// <summary>Runs until the process dies; says whether it did before the run ended.</summary>
    private static async Task<bool> DieAsync(FakeKong kong, int point, bool after)
    {
        if (after) kong.CrashAfter(point);
        else kong.CrashBefore(point);
        try
        {
            await kong.RunAsync(Plan, TestContext.Current.CancellationToken);
            return false;
        }
        catch (ProcessDiedException)
        {
            return true;
        }
    }

    private static void RequireOrder(string scenario, FakeKong kong, UpgradeReport report, string what)
    {
        // Dying must not change how it ends. (Only 'up' that stopped midway goes on when it is run again.)
        UpgradeOutcome[] expected = scenario == Scenarios[0] || scenario == Scenarios[6] || scenario == Scenarios[7] ? [UpgradeOutcome.Completed] : scenario == Scenarios[5] ? [UpgradeOutcome.Completed, UpgradeOutcome.RolledBack] : [UpgradeOutcome.RolledBack];
        report.Outcome.Should().BeOneOf(expected, what);
        // What was cut short takes a second time; nothing else does.
        int finishes = scenario == Scenarios[6] ? 2 : scenario == Scenarios[7] ? 0 : 1;
        kong.Migrations.FinishCount.Should().Be(report.Outcome is UpgradeOutcome.Completed ? finishes : 0, what);
        kong.Clusters.Blue.Should().Be(report.Outcome is UpgradeOutcome.Completed ? FakeClusterStanding.Gone : FakeClusterStanding.Running, what);
        kong.Traffic.GreenHistory[^1].Should().Be(report.Outcome is UpgradeOutcome.Completed ? 100 : 0, what);
        kong.Freeze.IsFrozen.Should().Be(report.Freeze is FreezeStanding.Frozen, what);
        List<string> story = [.. kong.Story.Lines];
        if (finishes > 0 && story.Contains("blue: decommissioned")) story.IndexOf("blue: decommissioned").Should().BeGreaterThan(story.LastIndexOf("migrations: finish"), what);
        story.Count(l => l.StartsWith("migrations: finish", StringComparison.Ordinal)).Should().BeLessThanOrEqualTo(finishes, what);
        kong.Migrations.State.New.Should().HaveCountLessThan(2, what);
    }
}
