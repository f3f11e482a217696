using CsCheck;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Tests.Support;
using static Kong.Upgrade.Tests.Support.Journals;

namespace Kong.Upgrade.Tests;

public sealed class FileUpgradeJournalTests : IDisposable
{
    private readonly TempDirectory home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task OpenAsync_NewDirectory_BeginsARun()
    {
        using FileUpgradeJournal journal = new(home.File("a/b"));

        RunRecord record = await journal.OpenAsync();

        record.RunId.Should().MatchRegex("^20260301-120000-[0-9a-f]{6}$");
        (record.Fence, record.Entries.Count, record.IsResumed, record.IsCommitted, record.IsReverting, record.Outcome).Should().Be((1, 0, false, false, false, UpgradeOutcome.Unknown));
    }

    [Fact]
    public async Task OpenAsync_SamePlan_ResumesWithEverythingInOrder()
    {
        JournalEntry[] written =
        [
            Entry(JournalMark.Begun, "freeze"), Entry(JournalMark.Done, "freeze"), Entry(JournalMark.Noted, "name \"quoted\" \\ \u2028 é", "line 1\nline 2\r\n\t\0"),
            Entry(JournalMark.ShareAsked, detail: "10000"), Entry(JournalMark.Committed, "finish", "by ann"), Entry(JournalMark.Reverting, detail: "why"), Entry(JournalMark.Stopped, detail: "x"),
        ];
        RunRecord first = await VisitAsync(home.Path, "f1", written);

        RunRecord second = await VisitAsync(home.Path, "f1");

        second.RunId.Should().Be(first.RunId);
        second.Entries.Said().Should().Equal(written.Said().Prepend((JournalMark.Opened, ManualTime.Start, "Kong 3.9.0 to 3.9.1", "f1")));
        (second.IsResumed, second.IsCommitted, second.IsReverting, second.Outcome).Should().Be((true, true, true, UpgradeOutcome.Unknown));
    }

    [Fact]
    public async Task WriteAsync_AnyEntries_ComeBack() => await Gen.Select(Gen.Int[1, 11], Gen.String, Gen.String, Gen.DateTimeOffset).Array[0, 10].SampleAsync(async drawn =>
    {
        using TempDirectory own = new();
        // A lone half of a surrogate pair is no text and cannot be written as UTF-8.
        JournalEntry[] entries = [.. drawn.Select(d => new JournalEntry { Mark = (JournalMark)d.Item1, Subject = Text(d.Item2), Detail = Text(d.Item3), At = d.Item4 })];
        if (entries.Any(e => e.Mark is JournalMark.Closed)) return;
        await VisitAsync(own.Path, "f1", entries);

        RunRecord record = await VisitAsync(own.Path, "f1");

        record.Entries.Skip(1).Said().Should().Equal(entries.Said());
    }, iter: 50);

    [Fact]
    public async Task WriteAsync_WhenItReturns_TheLineIsInTheFile()
    {
        using FileUpgradeJournal journal = new(home.Path);
        RunRecord record = await journal.OpenAsync();
        await journal.WriteAsync(Entry(JournalMark.Begun, "freeze"));

        string[] lines = File.ReadAllText(home.File("current.jsonl")).Split('\n');

        lines.Should().Equal(
            $$"""{"v":1,"at":"2026-03-01T12:00:00+00:00","run":"{{record.RunId}}","fence":1,"mark":"Opened","subject":"Kong 3.9.0 to 3.9.1","detail":"f1"}""",
            $$"""{"v":1,"at":"2026-03-01T12:00:00+00:00","run":"{{record.RunId}}","fence":1,"mark":"Begun","subject":"freeze"}""",
            string.Empty);
    }

    [Fact]
    public async Task WriteAsync_FromManyThreads_LosesNothing()
    {
        using (FileUpgradeJournal journal = new(home.Path, flushToDisk: false))
        {
            await journal.OpenAsync();
            await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (i, _) => await journal.WriteAsync(Entry(i)));
        }

        (await VisitAsync(home.Path, "f1")).Entries.Skip(1).Select(e => e.Subject).Should().BeEquivalentTo(Enumerable.Range(0, 200).Select(i => "n" + i));
    }

    [Fact]
    public async Task OpenAsync_RolledBackRunOfTheSamePlan_IsKeptAndAnotherBegins()
    {
        RunRecord first = await VisitAsync(home.Path, "f1", Entry(JournalMark.Begun, "freeze"), Closed(UpgradeOutcome.RolledBack));
        byte[] content = File.ReadAllBytes(home.File("current.jsonl"));

        RunRecord second = await VisitAsync(home.Path, "f1");

        second.RunId.Should().NotBe(first.RunId);
        (second.Entries.Count, second.Fence).Should().Be((0, 2));
        File.ReadAllBytes(home.File($"{first.RunId}.RolledBack.jsonl")).Should().Equal(content);
        (await VisitAsync(home.Path, "f1")).RunId.Should().Be(second.RunId);
    }

    [Fact]
    public async Task OpenAsync_CompletedRunOfTheSamePlan_IsReturnedAndNothingAppended()
    {
        RunRecord first = await VisitAsync(home.Path, "f1", Closed(UpgradeOutcome.Completed));
        byte[] content = File.ReadAllBytes(home.File("current.jsonl"));

        RunRecord second = await VisitAsync(home.Path, "f1");

        (second.RunId, second.Outcome, second.Entries.Count).Should().Be((first.RunId, UpgradeOutcome.Completed, 2));
        File.ReadAllBytes(home.File("current.jsonl")).Should().Equal(content);
    }

    [Theory]
    [InlineData(UpgradeOutcome.Completed)]
    [InlineData(UpgradeOutcome.RolledBack)]
    public async Task OpenAsync_EndedRunOfAnotherPlan_IsKept(UpgradeOutcome outcome)
    {
        RunRecord first = await VisitAsync(home.Path, "f1", Closed(outcome));
        byte[] content = File.ReadAllBytes(home.File("current.jsonl"));

        RunRecord second = await VisitAsync(home.Path, "f2");

        second.IsResumed.Should().BeFalse();
        File.ReadAllBytes(home.File($"{first.RunId}.{outcome}.jsonl")).Should().Equal(content);
        (await VisitAsync(home.Path, "f2")).Entries[0].Detail.Should().Be("f2");
    }

    [Fact]
    public async Task OpenAsync_AnyOpening_RaisesTheFenceByOneAlsoAcrossArchives()
    {
        List<long> fences = [];
        for (int i = 0; i < 12; i++) fences.Add((await VisitAsync(home.Path, "f1", Closed(UpgradeOutcome.RolledBack))).Fence);

        fences.Should().Equal(Enumerable.Range(1, 12).Select(i => (long)i));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenAsync_WithOrWithoutFlush_KeepsTheSame(bool flush)
    {
        using (FileUpgradeJournal journal = new(home.Path, flush))
        {
            await journal.OpenAsync();
            await journal.WriteAsync(Entry(1));
        }
        using FileUpgradeJournal again = new(home.Path, flush);

        (await again.OpenAsync()).Entries.Should().HaveCount(2);
    }

    [Fact]
    public async Task CloseAsync_NotOpenOrTwice_DoesNothing()
    {
        using FileUpgradeJournal journal = new(home.Path);
        await journal.CloseAsync();
        await journal.OpenAsync();
        await journal.CloseAsync();
        await journal.CloseAsync();

        (await journal.OpenAsync()).Fence.Should().Be(2, "a closed journal can be opened again");
    }

    [Fact]
    public async Task Dispose_WhileOpen_GivesTheLeaseBackAndMayBeRepeated()
    {
        FileUpgradeJournal journal = new(home.Path);
        await journal.OpenAsync();
        journal.Dispose();
        journal.Dispose();

        (await VisitAsync(home.Path, "f1")).IsResumed.Should().BeTrue();
        await ((Func<Task>)(() => journal.WriteAsync(Entry(1)))).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void Constructor_BlankPath_Throws(string? path) => ((Action)(() => new FileUpgradeJournal(path!).Dispose())).Should().Throw<ArgumentException>();

    [Fact]
    public void Constructor_AnyPath_TouchesNothing()
    {
        new FileUpgradeJournal(home.File("later")).Dispose();

        Directory.Exists(home.File("later")).Should().BeFalse();
    }

    private static string Text(string drawn) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(drawn));
}
