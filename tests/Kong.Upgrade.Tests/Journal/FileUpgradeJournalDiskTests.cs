using Kong.Upgrade.Journal;
using Kong.Upgrade.Tests.Support;
using static Kong.Upgrade.Tests.Support.Journals;

namespace Kong.Upgrade.Tests;

public sealed class FileUpgradeJournalDiskTests : IDisposable
{
    private readonly TempDirectory home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task OpenAsync_PathBelowAFile_IsInaccessibleWithARemedy()
    {
        File.WriteAllText(home.File("file"), "mine");
        using FileUpgradeJournal journal = new(home.File("file/journal"));

        JournalException problem = await ProblemOfAsync(() => journal.OpenAsync());

        problem.Problem.Should().Be(JournalProblem.Inaccessible);
        problem.Message.Should().StartWith($"Could not open the journal in {home.File("file/journal")}: ")
            .And.EndWith(" Without a journal nothing is done. Make the directory writable for this process, with room on its disk, then run the same plan again; nothing that was written is lost.");
        problem.InnerException.Should().NotBeNull();
        problem.Halts.Should().BeFalse();
        File.ReadAllText(home.File("file")).Should().Be("mine");
    }

    [Theory]
    [InlineData("/proc/journal")]
    [InlineData("/dev/null/journal")]
    public async Task OpenAsync_PathThatNobodyCanWrite_IsInaccessible(string path)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip($"{path} is a path of Linux.");
        using FileUpgradeJournal journal = new(path);

        (await ProblemOfAsync(() => journal.OpenAsync())).Problem.Should().Be(JournalProblem.Inaccessible);
    }

    [Fact]
    public async Task OpenAsync_JournalFileIsADirectory_LosesNothingAndGivesTheLeaseBack()
    {
        Directory.CreateDirectory(home.File("current.jsonl"));
        using FileUpgradeJournal journal = new(home.Path);

        (await ProblemOfAsync(() => journal.OpenAsync())).Problem.Should().Be(JournalProblem.Inaccessible);
        Directory.Delete(home.File("current.jsonl"));

        (await journal.OpenAsync()).IsResumed.Should().BeFalse();
    }

    [Fact]
    public async Task OpenAsync_HolderFileCannotBeWritten_GivesTheLeaseBack()
    {
        Directory.CreateDirectory(home.File("lease.holder"));
        using FileUpgradeJournal journal = new(home.Path);

        (await ProblemOfAsync(() => journal.OpenAsync())).Problem.Should().Be(JournalProblem.Inaccessible);
        Directory.Delete(home.File("lease.holder"));

        (await journal.OpenAsync()).IsResumed.Should().BeFalse("the lock of the first attempt must not stay behind");
    }

    [Fact]
    public async Task OpenAsync_ArchiveExistsAlready_OverwritesNothing()
    {
        RunRecord first = await VisitAsync(home.Path, "f1", Closed(UpgradeOutcome.RolledBack));
        string archive = home.File($"{first.RunId}.RolledBack.jsonl");
        File.WriteAllText(archive, "mine");

        (await ProblemOfAsync(() => VisitAsync(home.Path, "f1"))).Problem.Should().Be(JournalProblem.Inaccessible);

        File.ReadAllText(archive).Should().Be("mine");
        File.Exists(home.File("current.jsonl")).Should().BeTrue();
    }

    // The operating system cuts the write in the middle of a line, as a full disk does.
    [Fact]
    public async Task WriteAsync_DiskFullInTheMiddleOfALine_LeavesWholeLinesOnly()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("The limit of file sizes is set by a POSIX shell.");
        using JournalHolder other = JournalHolder.Start(home.Path, "trap '' XFSZ; ulimit -f 8", "fill");
        (await other.SaysAsync()).Should().Be("open 1");

        (await other.SaysAsync()).Should().StartWith($"Inaccessible Could not write to the journal in {home.Path}: ").And.EndWith("nothing that was written is lost.");
        (await other.SaysAsync()).Should().BeNull("it ended");

        byte[] bytes = File.ReadAllBytes(home.File("current.jsonl"));
        bytes.Length.Should().BeInRange(3000, 4096);
        bytes[^1].Should().Be((byte)'\n');
        (await VisitAsync(home.Path, "f1")).Entries.Skip(1).Select((e, i) => (e.Subject, i)).Should().OnlyContain(e => e.Subject == "n" + e.i).And.HaveCountGreaterThan(10);
    }
}
