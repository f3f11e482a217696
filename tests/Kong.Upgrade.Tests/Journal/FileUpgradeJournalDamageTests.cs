using Kong.Upgrade.Journal;
using Kong.Upgrade.Tests.Support;
using static Kong.Upgrade.Tests.Support.Journals;

namespace Kong.Upgrade.Tests;

public sealed class FileUpgradeJournalDamageTests : IDisposable
{
    private readonly TempDirectory home = new();

    private string Current => home.File("current.jsonl");

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task OpenAsync_LastLineTornAtAnyByte_GoesOnFromTheLineBefore()
    {
        RunRecord first = await VisitAsync(home.Path, "f1", Entry(JournalMark.Begun, "freeze"), Entry(JournalMark.Noted, "é", "ü"));
        byte[] whole = File.ReadAllBytes(Current);
        int lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (int length = lastLine; length < whole.Length; length++)
        {
            File.WriteAllBytes(Current, whole[..length]);

            RunRecord record = await VisitAsync(home.Path, "f1", Entry(JournalMark.Noted, "é", "ü"));

            record.RunId.Should().Be(first.RunId);
            record.Entries.Select(e => e.Mark).Should().Equal(JournalMark.Opened, JournalMark.Begun);
            byte[] mended = File.ReadAllBytes(Current);
            mended[..lastLine].Should().Equal(whole[..lastLine], "cut at byte {0}", length);
            (await VisitAsync(home.Path, "f1")).Entries.Select(e => e.Mark).Should().Equal(JournalMark.Opened, JournalMark.Begun, JournalMark.Opened, JournalMark.Noted);
        }
    }

    [Fact]
    public async Task OpenAsync_FirstLineTornAtAnyByte_BeginsARun()
    {
        await VisitAsync(home.Path, "f1");
        byte[] whole = File.ReadAllBytes(Current);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Current, whole[..length]);

            (await VisitAsync(home.Path, "f2")).IsResumed.Should().BeFalse("it died before it could do anything (cut at byte {0})", length);
            (await VisitAsync(home.Path, "f2")).Entries.Should().ContainSingle().Which.Detail.Should().Be("f2");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("\0\0\0\0")]
    [InlineData("""{"v":1,"at":"2026-03-01T12:00:00+00:00","run":"r","fence":1,"mark":"Guessed"}""")]
    [InlineData("""{"v":1,"at":"2026-03-01T12:00:00+00:00","run":"r","fence":1,"mark":"Unknown"}""")]
    [InlineData("""{"v":1,"at":"2026-03-01T12:00:00+00:00","run":"r","fence":1,"mark":"3"}""")]
    [InlineData("""{"v":1,"at":"2026-03-01T12:00:00+00:00","run":"r","fence":1,"mark":"Begun,Done"}""")]
    [InlineData("""{"v":1,"at":"2026-03-01T12:00:00+00:00","fence":1,"mark":"Begun"}""")]
    [InlineData("""{"v":1,"at":"yesterday","run":"r","fence":1,"mark":"Begun"}""")]
    public async Task OpenAsync_LineBeforeTheLastUnreadable_IsCorruptAndNothingIsTouched(string damage)
    {
        await VisitAsync(home.Path, "f1", Entry(1), Entry(2));
        string[] lines = File.ReadAllLines(Current);
        File.WriteAllText(Current, $"{lines[0]}\n{damage}\n{lines[2]}\n");
        byte[] before = File.ReadAllBytes(Current);

        JournalException problem = await ProblemOfAsync(() => VisitAsync(home.Path, "f1"));

        problem.Problem.Should().Be(JournalProblem.Corrupt);
        problem.Message.Should().Be($"Line 2 of {Current} cannot be read: '{damage[..Math.Min(damage.Length, 80)]}'. What the run did is not known for sure, so nothing was touched. Mend or move the file by hand after looking at cluster, split and migrations.");
        problem.Halts.Should().BeFalse();
        File.ReadAllBytes(Current).Should().Equal(before);
    }

    [Fact]
    public async Task OpenAsync_LastLineWholeButUnreadable_IsCorrupt()
    {
        await VisitAsync(home.Path, "f1");
        File.AppendAllText(Current, "what?\n");

        (await ProblemOfAsync(() => VisitAsync(home.Path, "f1"))).Message.Should().StartWith($"Line 2 of {Current} cannot be read: 'what?'.");
    }

    [Fact]
    public async Task OpenAsync_NewerFormat_IsUnknownAndNothingIsTouched()
    {
        await VisitAsync(home.Path, "f1", Entry(1));
        File.WriteAllText(Current, File.ReadAllText(Current) + """{"v":2,"at":"2026-03-01T12:00:00+00:00","mark":"Dreamt","more":[1]}""" + "\n");
        byte[] before = File.ReadAllBytes(Current);

        JournalException problem = await ProblemOfAsync(() => VisitAsync(home.Path, "f1"));

        (problem.Problem, problem.Message).Should().Be((JournalProblem.UnknownFormat,
            $"Line 3 of {Current} has format 2; this library reads up to 1. A newer version of the library wrote it: continue the run with that version. Nothing was touched."));
        File.ReadAllBytes(Current).Should().Equal(before);
    }

    [Fact]
    public async Task OpenAsync_UnfinishedRunOfAnotherPlan_IsRefusedAndNothingIsTouched()
    {
        await VisitAsync(home.Path, "f1", Entry(1), Entry(JournalMark.Stopped, detail: "why"));
        File.AppendAllText(Current, "{\"v\":1,\"torn");
        byte[] before = File.ReadAllBytes(Current);
        using FileUpgradeJournal journal = new(home.Path);

        JournalException problem = await ProblemOfAsync(() => journal.OpenAsync(Opening("f2", "Kong 3.9.0 to 3.9.2"), CancellationToken.None));

        (problem.Problem, problem.Message).Should().Be((JournalProblem.OtherPlan,
            $"The journal in {home.Path} belongs to an unfinished run of another plan: Kong 3.9.0 to 3.9.1. The plan asked for is Kong 3.9.0 to 3.9.2. "
            + "Run the plan that was begun until it ends (cancel it to go back), or name another directory if this is another Kong database. Nothing was touched."));
        File.ReadAllBytes(Current).Should().Equal(before);
        Directory.GetFiles(home.Path).Select(Path.GetFileName).Should().BeEquivalentTo("current.jsonl", "lease.lock", "lease.holder");
        (await VisitAsync(home.Path, "f1")).Entries.Should().HaveCount(3, "the lease was given back, and the run can go on");
    }

    [Fact]
    public async Task OpenAsync_LockFileFullOfNonsense_StillRaisesTheFence()
    {
        File.WriteAllText(home.File("lease.lock"), "not a number");

        (await VisitAsync(home.Path, "f1")).Fence.Should().Be(1);
        (await VisitAsync(home.Path, "f1")).Fence.Should().Be(2);
    }
}
