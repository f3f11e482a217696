using Kong.Upgrade.Journal;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Testing;
using Kong.Upgrade.Testing.Fakes;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I5: intent before the act, outcome after it; a crash at any point resumes or goes back, and nothing irreversible runs twice.</summary>
public class I05_CrashTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_DiesAtEachOperationOfARunThatTurnsRound_EndsRolledBack(bool afterwards)
    {
        int points = await PointsAsync(k => k.Probe.Unhealthy(whenGreenIs: 10));
        for (int point = 1; point <= points; point++)
        {
            await using FakeKong kong = New();
            kong.Probe.Unhealthy(whenGreenIs: 10);
            UpgradeReport report = await DieAtAndResumeAsync(kong, point, afterwards);

            report.Outcome.Should().Be(UpgradeOutcome.RolledBack, $"died {(afterwards ? "after" : "before")} operation {point}: {report.Describe()}\n{kong.Story}");
            kong.Traffic.Share.Percent.Should().Be(0);
            kong.Migrations.FinishCount.Should().Be(0);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_DiesAtEachOperationOfAGoodRun_EndsCompletedOrRolledBack(bool afterwards)
    {
        int points = await PointsAsync(_ => { });
        points.Should().BeGreaterThan(40);
        for (int point = 1; point <= points; point++)
        {
            await using FakeKong kong = New();
            UpgradeReport report = await DieAtAndResumeAsync(kong, point, afterwards);

            report.Outcome.Should().BeOneOf([UpgradeOutcome.Completed, UpgradeOutcome.RolledBack], $"died {(afterwards ? "after" : "before")} operation {point}: {report.Describe()}\n{kong.Story}");
            kong.Migrations.FinishCount.Should().BeLessThanOrEqualTo(1);
            (kong.Clusters.Blue == FakeClusterStanding.Running).Should().Be(report.Outcome is UpgradeOutcome.RolledBack);
        }
    }

    [Fact]
    public async Task WriteAsync_ByTheEngine_PrecedesEveryEffect()
    {
        await using FakeKong kong = New();

        await kong.RunAsync(Plans.Patch(), Token);

        KongCall[] effects = [KongCall.Freeze, KongCall.TakeBackup, KongCall.PrepareGreen, KongCall.MigrateUp, KongCall.StartGreen, KongCall.SetShare, KongCall.MigrateFinish, KongCall.DecommissionBlue, KongCall.Thaw];
        KongCall[] made = [.. kong.Operations.Where(c => c is KongCall.WriteJournal || effects.Contains(c))];
        for (int i = 0; i < made.Length; i++)
            if (effects.Contains(made[i])) made[i - 1].Should().Be(KongCall.WriteJournal, $"{made[i]} must have its intent in the journal first");
    }

    [Fact]
    public async Task RunAsync_FinishAnswerLost_IsLookedAtAndNotRepeated()
    {
        await using FakeKong kong = New();
        kong.Faults.On(KongCall.MigrateFinish).LoseAnswer(isTransient: true);

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        kong.Operations.Count(call => call is KongCall.MigrateFinish).Should().Be(1);
    }

    [Fact]
    public async Task RunAsync_DiesWhileGoingBack_TheNextGoesOnGoingBack()
    {
        await using FakeKong kong = New();
        kong.Faults.On(KongCall.StartGreen).Only(1).Throw("no room");
        kong.CrashBefore(KongCall.DecommissionGreen);
        await kong.Invoking(k => k.RunAsync(Plans.Patch(), Token)).Should().ThrowAsync<ProcessDiedException>();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.RolledBack, report.Describe());
        kong.Traffic.SetCount.Should().Be(0);
    }

    [Fact]
    public async Task Execute_OfEveryStep_FindsItsIntentOnDisk()
    {
        string directory = Directory.CreateTempSubdirectory("journal-").FullName;
        await using FakeKong kong = New();
        kong.OpenJournal = () => new FileUpgradeJournal(directory);
        (KongCall Call, string Step)[] acts =
        [
            (KongCall.EvaluateRule, "evaluate"), (KongCall.Freeze, "freeze"), (KongCall.TakeBackup, "back-up"), (KongCall.PrepareGreen, "provision-green"), (KongCall.MigrateUp, "migrate-up"),
            (KongCall.StartGreen, "start-green"), (KongCall.RunStagingTest, "stage"), (KongCall.SetShare, "divert"), (KongCall.DecommissionBlue, "decommission-blue"), (KongCall.Thaw, "thaw"),
        ];
        List<string> without = [];
        foreach ((KongCall call, string step) in acts)
            kong.Faults.On(call).Do(() =>
            {
                if (!File.ReadAllText(Path.Combine(directory, "current.jsonl")).Contains($"\"mark\":\"Begun\",\"subject\":\"{step}\"", StringComparison.Ordinal)) without.Add(step);
            });

        (await kong.RunAsync(Plans.Patch(), Token)).Outcome.Should().Be(UpgradeOutcome.Completed);

        without.Should().BeEmpty();
    }

    [Fact]
    public async Task RunAsync_CommitCannotBeWritten_HaltsAndNeverFinishes()
    {
        await using FakeKong kong = New();
        kong.Observers.Add(new OnEvent<Events.StepCompleted>(done =>
        {
            if (done.StepName == "bake") kong.Faults.On(KongCall.WriteJournal).Throw("disk full");
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        kong.Migrations.FinishCount.Should().Be(0);
        kong.Traffic.Share.Percent.Should().Be(100, "a commit in doubt is never reverted");
    }

    [Fact]
    public async Task RunAsync_DiesAfterItWasPermittedToFinish_NobodyIsAskedTwice()
    {
        await using FakeKong kong = New();
        kong.CrashBefore(KongCall.MigrateFinish);
        await kong.Invoking(k => k.RunAsync(Plans.Asking(), Token)).Should().ThrowAsync<ProcessDiedException>();
        kong.Approvals.Refuse("Ada", "too late");

        UpgradeReport report = await kong.RunAsync(Plans.Asking(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        kong.Approvals.Questions.Should().ContainSingle();
    }

    [Fact]
    public async Task RunAsync_CompletedBefore_TouchesNothing()
    {
        await using FakeKong kong = New();
        await kong.RunAsync(Plans.Patch(), Token);

        UpgradeReport again = await kong.RunAsync(Plans.Patch(), Token);

        again.Outcome.Should().Be(UpgradeOutcome.Completed);
        again.Steps.Should().BeEmpty();
        kong.Operations.Should().NotContain(KongCall.WriteJournal);
        kong.Migrations.FinishCount.Should().Be(1);
    }

    [Fact]
    public async Task RunAsync_AfterARollback_BeginsAnotherRun()
    {
        await using FakeKong kong = New();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        UpgradeReport first = await kong.RunAsync(Plans.Patch(), Token);
        kong.Probe.Heal();

        UpgradeReport second = await kong.RunAsync(Plans.Patch(), Token);

        second.Outcome.Should().Be(UpgradeOutcome.Completed, second.Describe());
        second.RunId.Should().NotBe(first.RunId);
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 0, 1, 10, 100);
    }

    [Fact]
    public async Task RunAsync_ResumedOnAFileJournal_GoesOnAtItsStage()
    {
        string directory = Directory.CreateTempSubdirectory("journal-").FullName;
        await using FakeKong kong = New();
        kong.OpenJournal = () => new FileUpgradeJournal(directory);
        kong.CrashAfter(await SecondShareAsync());

        await kong.Invoking(k => k.RunAsync(Plans.Patch(), Token)).Should().ThrowAsync<ProcessDiedException>();
        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe());
        report.WasResumed.Should().BeTrue();
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10, 100);
        kong.Backup.TakenCount.Should().Be(1);
    }

    private static async Task<int> SecondShareAsync()
    {
        await using FakeKong kong = New();
        await kong.RunAsync(Plans.Patch(), Token);
        return kong.Operations.Select((call, index) => (call, index)).Where(o => o.call is KongCall.SetShare).ElementAt(1).index + 1;
    }

    private static FakeKong New()
    {
        FakeKong kong = new();
        kong.Migrations.HasNew(new Migration("core", "024_380_to_390"), new Migration("acme", "003_350_to_360"));
        return kong;
    }

    private static async Task<int> PointsAsync(Action<FakeKong> set)
    {
        await using FakeKong kong = New();
        set(kong);
        await kong.RunAsync(Plans.Patch(), Token);
        return kong.Operations.Count;
    }

    private static async Task<UpgradeReport> DieAtAndResumeAsync(FakeKong kong, int point, bool afterwards)
    {
        if (afterwards) kong.CrashAfter(point);
        else kong.CrashBefore(point);
        try
        {
            await kong.RunAsync(Plans.Patch(), Token);
        }
        catch (ProcessDiedException)
        {
            // As it was told to.
        }
        return await kong.RunAsync(Plans.Patch(), Token);
    }
}
