using System.Globalization;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Tests.Support;
using static Kong.Upgrade.Tests.Support.Journals;

namespace Kong.Upgrade.Tests;

public sealed class FileUpgradeJournalLeaseTests : IDisposable
{
    private readonly TempDirectory home = new();

    private string Current => home.File("current.jsonl");

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task OpenAsync_HeldInThisProcess_NamesTheHolder()
    {
        using FileUpgradeJournal holder = new(home.Path), other = new(home.Path);
        await holder.OpenAsync();
        byte[] before = File.ReadAllBytes(Current);

        JournalException problem = await ProblemOfAsync(() => other.OpenAsync());

        (problem.Problem, problem.Message).Should().Be((JournalProblem.Held,
            $"The journal in {home.Path} is held by another runner (process {Environment.ProcessId} on {Environment.MachineName}). One run at a time may work on a Kong database: wait until it ends, or stop it. The lock goes with its process, so never delete files here."));
        File.ReadAllBytes(Current).Should().Equal(before);
        await holder.WriteAsync(Entry(1));
        await holder.CloseAsync();
        (await other.OpenAsync()).Fence.Should().Be(2, "who was refused raised nothing");
    }

    [Fact]
    public async Task OpenAsync_OpenInThisObject_IsHeldAndStaysOpen()
    {
        using FileUpgradeJournal journal = new(home.Path);
        await journal.OpenAsync();

        (await ProblemOfAsync(() => journal.OpenAsync())).Message.Should().Contain("(this very object has it open)");
        await journal.WriteAsync(Entry(1));
    }

    [Fact]
    public async Task OpenAsync_HeldByAnotherProcess_NamesItAndIsFreeWhenItIsKilled()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("The other process is started by a POSIX shell.");
        using JournalHolder other = JournalHolder.Start(home.Path);
        (await other.SaysAsync()).Should().Be("open 1");
        using FileUpgradeJournal journal = new(home.Path);

        JournalException problem = await ProblemOfAsync(() => journal.OpenAsync());
        await other.KillAsync();
        RunRecord record = await journal.OpenAsync();

        (problem.Problem, problem.Message).Should().Be((JournalProblem.Held,
            $"The journal in {home.Path} is held by another runner (process {other.Id} on {Environment.MachineName}). One run at a time may work on a Kong database: wait until it ends, or stop it. The lock goes with its process, so never delete files here."));
        (record.Fence, record.IsResumed).Should().Be((2, true));
    }

    [Fact]
    public async Task OpenAsync_HeldHere_KeepsAnotherProcessOut()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("The other process is started by a POSIX shell.");
        using FileUpgradeJournal journal = new(home.Path);
        await journal.OpenAsync();
        using JournalHolder other = JournalHolder.Start(home.Path);

        (await other.SaysAsync()).Should().StartWith($"Held The journal in {home.Path} is held by another runner (process {Environment.ProcessId} on ");
    }

    [Fact]
    public async Task WriteAsync_NotOpen_WritesNothing()
    {
        using FileUpgradeJournal journal = new(home.Path);

        JournalException problem = await ProblemOfAsync(() => journal.WriteAsync(Entry(1)));

        (problem.Problem, problem.Message, problem.Halts).Should().Be((JournalProblem.LeaseLost, $"The journal in {home.Path} is not open: nothing was written. Call OpenAsync first.", true));
        Directory.GetFileSystemEntries(home.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task WriteAsync_SomebodyElseAppended_LosesTheLeaseAndWritesNothing()
    {
        using FileUpgradeJournal journal = new(home.Path);
        await journal.OpenAsync();
        long was = new FileInfo(Current).Length;
        // Whoever appends comes from a system that our lock does not reach: here, one that ignores it.
        Append("{}\n");
        byte[] before = ReadAll();

        JournalException problem = await ProblemOfAsync(() => journal.WriteAsync(Entry(1)));

        (problem.Problem, problem.Message).Should().Be((JournalProblem.LeaseLost,
            string.Create(CultureInfo.InvariantCulture, $"The journal {Current} was {was} bytes long and is {was + 3}: another runner took it over. This one stops without a further effect.")));
        ReadAll().Should().Equal(before);
        (await ProblemOfAsync(() => journal.WriteAsync(Entry(1)))).Problem.Should().Be(JournalProblem.LeaseLost, "what is lost stays lost");
    }

    [Fact]
    public async Task WriteAsync_SomebodyElseMovedTheFile_LosesTheLeaseAndWritesNothing()
    {
        using FileUpgradeJournal journal = new(home.Path);
        await journal.OpenAsync();
        File.Move(Current, home.File("elsewhere"));
        byte[] before = File.ReadAllBytes(home.File("elsewhere"));

        JournalException problem = await ProblemOfAsync(() => journal.WriteAsync(Entry(1)));

        (problem.Problem, problem.Message).Should().Be((JournalProblem.LeaseLost, $"The journal {Current} was removed: another runner took it over. This one stops without a further effect."));
        File.ReadAllBytes(home.File("elsewhere")).Should().Equal(before);
        File.Exists(Current).Should().BeFalse();
    }

    [Fact]
    public async Task OpenAsync_CancelledWhileWaiting_HoldsNothing()
    {
        using FileUpgradeJournal journal = new(home.Path);

        await ((Func<Task>)(() => journal.OpenAsync(Opening(), new(canceled: true)))).Should().ThrowAsync<OperationCanceledException>();

        (await VisitAsync(home.Path, "f1")).Fence.Should().Be(1);
    }

    // .NET's own files share nothing by default on this path, so the bytes go round it by an unbuffered handle that shares all.
    private void Append(string text)
    {
        ProcessRunner.Shell($"printf '%s\\n' '{text.TrimEnd('\n')}' >> '{Current}'");
    }

    private byte[] ReadAll()
    {
        using FileStream stream = new(Current, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
