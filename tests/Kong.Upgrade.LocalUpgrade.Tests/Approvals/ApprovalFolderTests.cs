using Kong.Upgrade.Approvals;
using LocalUpgrade.Approvals;

namespace Kong.Upgrade.LocalUpgrade.Tests.Approvals;

public sealed class ApprovalFolderTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("approvals-").FullName;

    private ApprovalFolder Folder => new(directory);

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Ask_AnsweredByAnotherProcess_TakesTheAnswerOnce()
    {
        Task<ApprovalAnswer> asking = new FileApprovalGate(Folder, TimeProvider.System).AskAsync(Question("run-1"), TestContext.Current.CancellationToken);
        Folder.Question.Should().BeEquivalentTo(new { Run = "run-1", Step = "finish" });

        Folder.TryAnswer(Answer("run-1", isApproved: true, "alice@host")).Should().BeTrue();
        ApprovalAnswer answer = await asking;

        (answer.Verdict, answer.By, answer.Reason).Should().Be((ApprovalVerdict.Approved, "alice@host", "because"));
        Folder.Question.Should().BeNull("nobody asks any more");
        Folder.Answer.Should().BeNull("it counts once");
        File.Exists(Path.Combine(directory, "run-1.finish.approved.json")).Should().BeTrue("it is kept");
    }

    [Theory]
    [InlineData("run-0", "finish")]
    [InlineData("run-1", "divert")]
    public async Task Ask_WithAnOldAnswerLyingThere_IsNotAnsweredByIt(string run, string step)
    {
        Folder.TryAnswer(new(run, step, true, "mallory@host", "an old one", DateTimeOffset.UtcNow));

        Task<ApprovalAnswer> asking = new FileApprovalGate(Folder, TimeProvider.System).AskAsync(Question("run-1"), TestContext.Current.CancellationToken);
        asking.IsCompleted.Should().BeFalse("the first look has been");
        Folder.TryAnswer(Answer("run-1", isApproved: false, "bob@host")).Should().BeTrue("the old one stands in nobody's way");

        ApprovalAnswer answer = await asking;
        (answer.Verdict, answer.By).Should().Be((ApprovalVerdict.Refused, "bob@host"));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{}")]
    [InlineData("""{ "run": "run-1", "step": "finish", "approved": true }""")]
    [InlineData("""{ "run": "run-1", "step": "finish", "approved": true, "by": " ", "reason": "r", "at": "2026-01-01T00:00:00Z" }""")]
    public async Task Ask_WithAnAnswerThatIsNone_WaitsOn(string content)
    {
        File.WriteAllText(Path.Combine(directory, "answer.json"), content);
        using CancellationTokenSource stop = new();

        Task<ApprovalAnswer> asking = new FileApprovalGate(Folder, TimeProvider.System).AskAsync(Question("run-1"), stop.Token);
        asking.IsCompleted.Should().BeFalse();
        await stop.CancelAsync();

        await FluentActions.Awaiting(() => asking).Should().ThrowAsync<OperationCanceledException>();
        Folder.Question.Should().NotBeNull("it may be answered until the next run asks again");
    }

    [Fact]
    public void TryAnswer_OfManyAtOnce_LetsExactlyOneWin()
    {
        int won = 0;

        Parallel.For(0, 20, at => Interlocked.Add(ref won, Folder.TryAnswer(Answer("run-1", at % 2 == 0, $"person-{at}")) ? 1 : 0));

        won.Should().Be(1);
        Folder.Answer!.By.Should().StartWith("person-");
        Directory.GetFiles(directory, ".*.next").Should().BeEmpty();
    }

    private static ApprovalQuestion Question(string run) => new() { RunId = run, BeforeStep = "finish", Text = "Finish?", Deadline = DateTimeOffset.UtcNow.AddHours(1) };

    private static GivenAnswer Answer(string run, bool isApproved, string by) => new(run, "finish", isApproved, by, "because", DateTimeOffset.UtcNow);
}
