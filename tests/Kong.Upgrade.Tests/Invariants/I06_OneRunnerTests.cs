using Kong.Upgrade.Journal;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I6: one runner; whoever lost the lease has no further effect, not even a retreat.</summary>
public class I06_OneRunnerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_LeaseLostWhileDiverting_HaltsWithoutAFurtherEffect()
    {
        await using FakeKong kong = new();
        kong.Observers.Add(new OnEvent<Events.ShareChanged>(changed =>
        {
            if (changed.Share.Percent == 10) kong.Faults.On(KongCall.WriteJournal).Throw(new JournalException(JournalProblem.LeaseLost, "another runner took over"));
        }));

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        report.Outcome.Should().Be(UpgradeOutcome.Halted, report.Describe());
        report.Error.Should().BeOfType<JournalException>().Which.Problem.Should().Be(JournalProblem.LeaseLost);
        kong.Traffic.GreenHistory.Should().Equal(0, 1, 10);
        kong.Clusters.Green.Should().Be(Testing.Fakes.FakeClusterStanding.Running);
    }

    [Fact]
    public async Task RunAsync_AnotherRunnerHoldsTheJournal_ThrowsBeforeAnythingIsTouched()
    {
        await using FakeKong kong = new();
        using FileUpgradeJournal theirs = new(Directory.CreateTempSubdirectory("journal-").FullName);
        await theirs.OpenAsync(new() { PlanFingerprint = "x", PlanSummary = "theirs", At = kong.Time.GetUtcNow() }, Token);
        UpgradeRunner ours = new(Lent.By(kong, journal: theirs));

        Func<Task> run = () => ours.RunAsync(Plans.Patch(), Token);

        (await run.Should().ThrowAsync<JournalException>()).Which.Problem.Should().Be(JournalProblem.Held);
        kong.Freeze.IsFrozen.Should().BeFalse();
        kong.Traffic.SetCount.Should().Be(0);
    }
}
