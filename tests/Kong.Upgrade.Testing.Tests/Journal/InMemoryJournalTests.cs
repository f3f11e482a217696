using Kong.Upgrade.Journal;
using Kong.Upgrade.Testing.Journal;

namespace Kong.Upgrade.Testing.Tests.Journal;

public class InMemoryJournalTests
{
    private static readonly JournalOpening Opening = new() { PlanFingerprint = "one", PlanSummary = "a plan", At = DateTimeOffset.UnixEpoch };
    private static readonly JournalEntry Noted = new() { Mark = JournalMark.Noted, At = DateTimeOffset.UnixEpoch, Subject = "a", Detail = "b" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TearNextWrite_WriteFails_NextProcessDoesNotSeeIt()
    {
        using InMemoryJournal journal = new();
        await journal.OpenAsync(Opening, Token);
        await journal.WriteAsync(Noted, Token);
        journal.TearNextWrite();
        (await FailAsync(() => journal.WriteAsync(Noted, Token))).Should().Be(JournalProblem.Inaccessible);
        journal.Dispose();

        using InMemoryJournal next = journal.NewProcess();
        (await next.OpenAsync(Opening, Token)).Entries.Count(e => e.Mark is JournalMark.Noted).Should().Be(1);
    }

    [Fact]
    public async Task TearNextWrite_SameProcessWritesOn_NothingWholeIsLost()
    {
        using InMemoryJournal journal = new();
        await journal.OpenAsync(Opening, Token);
        journal.TearNextWrite();
        await FailAsync(() => journal.WriteAsync(Noted, Token));
        await journal.WriteAsync(Noted, Token);
        journal.Entries.Select(e => e.Mark).Should().Equal(JournalMark.Opened, JournalMark.Noted);
    }

    [Fact]
    public async Task Damage_Open_IsCorruptUntilMended()
    {
        using InMemoryJournal journal = new();
        journal.Damage();
        (await FailAsync(() => journal.OpenAsync(Opening, Token))).Should().Be(JournalProblem.Corrupt);
        journal.Mend();
        (await journal.OpenAsync(Opening, Token)).IsResumed.Should().BeFalse();
    }

    [Fact]
    public async Task Fail_OpenAndWrite_AreInaccessibleUntilMended()
    {
        using InMemoryJournal journal = new();
        journal.Fail("a full disk");
        (await FailAsync(() => journal.OpenAsync(Opening, Token))).Should().Be(JournalProblem.Inaccessible);
        journal.Mend();
        await journal.OpenAsync(Opening, Token);
        journal.Fail("a full disk");
        (await FailAsync(() => journal.WriteAsync(Noted, Token))).Should().Be(JournalProblem.Inaccessible);
    }

    [Fact]
    public async Task LoseLease_Write_FailsAndTheFenceRises()
    {
        using InMemoryJournal journal = new();
        long fence = (await journal.OpenAsync(Opening, Token)).Fence;
        journal.LoseLease();
        (await FailAsync(() => journal.WriteAsync(Noted, Token))).Should().Be(JournalProblem.LeaseLost);
        journal.Mend();
        (await journal.NewProcess().OpenAsync(Opening, Token)).Fence.Should().BeGreaterThan(fence + 1);
    }

    [Fact]
    public async Task Open_AfterRolledBack_KeepsTheEndedRunAside()
    {
        using InMemoryJournal journal = new();
        await journal.OpenAsync(Opening, Token);
        await journal.WriteAsync(new() { Mark = JournalMark.Closed, At = DateTimeOffset.UnixEpoch, Detail = nameof(UpgradeOutcome.RolledBack) }, Token);
        await journal.CloseAsync(Token);
        await journal.OpenAsync(Opening, Token);
        journal.Archive.Should().ContainSingle().Which.Outcome.Should().Be(UpgradeOutcome.RolledBack);
        journal.Archive[0].Entries.Should().HaveCount(2);
    }

    private static async Task<JournalProblem> FailAsync(Func<Task> act) => (await act.Should().ThrowAsync<JournalException>()).Which.Problem;
}
