using Kong.Upgrade.Journal;
using static Kong.Upgrade.Tests.Support.Journals;

namespace Kong.Upgrade.Tests;

public class RunRecordTests
{
    [Fact]
    public void Outcome_ClosedMoreThanOnce_IsTheLast() =>
        Record(Closed(UpgradeOutcome.RolledBack), Entry(JournalMark.Stopped), Closed(UpgradeOutcome.Completed)).Outcome.Should().Be(UpgradeOutcome.Completed);

    [Fact]
    public void Outcome_ClosedWithAWordThatNobodyKnows_IsUnknown() => Record(Entry(JournalMark.Closed, detail: "Exploded")).Outcome.Should().Be(UpgradeOutcome.Unknown);

    [Fact]
    public void Flags_OfANewRun_AreOff()
    {
        RunRecord record = Record();

        (record.IsResumed, record.IsCommitted, record.IsReverting, record.Outcome).Should().Be((false, false, false, UpgradeOutcome.Unknown));
    }

    private static RunRecord Record(params JournalEntry[] entries) => new() { RunId = "r", Fence = 1, Entries = entries };
}
