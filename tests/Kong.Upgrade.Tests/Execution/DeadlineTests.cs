using Kong.Upgrade.Execution;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class DeadlineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ManualTime time = new();

    private Task<int> RunAsync(Func<CancellationToken, Task<int>> call, CancellationToken cancellationToken = default) => Deadline.RunAsync("the call", Limit, time, call, cancellationToken);

    [Fact]
    public async Task RunAsync_AnswerIsThere_NeedsNoTimer()
    {
        (await RunAsync(_ => Task.FromResult(7))).Should().Be(7);
        await ((Func<Task>)(() => RunAsync(_ => Task.FromException<int>(new IOException("x"))))).Should().ThrowAsync<IOException>();
        await ((Func<Task>)(() => RunAsync(_ => throw new IOException("at once")))).Should().ThrowAsync<IOException>();

        time.TimersArmed.Should().Be(0);
    }

    [Fact]
    public async Task RunAsync_AnswerComesInTime_IsReturned()
    {
        TaskCompletionSource<int> answer = new();
        Task<int> running = RunAsync(_ => answer.Task);
        time.Advance(Limit - TimeSpan.FromTicks(1));
        running.IsCompleted.Should().BeFalse();
        answer.SetResult(7);

        (await running).Should().Be(7);
    }

    [Fact]
    public async Task RunAsync_CallIgnoresItsToken_TimesOutAndCancelsIt()
    {
        CancellationToken given = default;
        Task<int> running = RunAsync(token => { given = token; return new TaskCompletionSource<int>().Task; });
        given.IsCancellationRequested.Should().BeFalse();

        StepTimedOutException error = (await ((Func<Task>)(() => time.DriveAsync(running))).Should().ThrowAsync<StepTimedOutException>()).Which;

        (error.Call, error.Deadline, time.Passed, given.IsCancellationRequested).Should().Be(("the call", Limit, Limit, true));
        error.Message.Should().StartWith("the call gave no answer within 00:00:30. Whether it took effect is not known; it may still take effect.");
    }

    [Fact]
    public async Task RunAsync_CallFailsAfterItWasLeftBehind_DisturbsNobody()
    {
        TaskCompletionSource<int> answer = new();
        List<Exception> unobserved = [];
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, e) => { lock (unobserved) unobserved.AddRange(e.Exception.InnerExceptions.Where(x => x is InvalidDataException)); };
        TaskScheduler.UnobservedTaskException += note;
        await ((Func<Task>)(() => time.DriveAsync(RunAsync(_ => answer.Task)))).Should().ThrowAsync<StepTimedOutException>();
        answer.SetException(new InvalidDataException("late"));
        answer = null!;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= note;

        unobserved.Should().BeEmpty();
    }

    [Fact]
    public async Task RunAsync_CallThrowsATimeoutOfItsOwn_IsThatAndNotOurs()
    {
        TaskCompletionSource<int> answer = new();
        Task<int> running = RunAsync(_ => answer.Task);
        answer.SetException(new TimeoutException("the socket's"));

        (await ((Func<Task>)(() => running)).Should().ThrowAsync<TimeoutException>()).WithMessage("the socket's");
    }

    [Fact]
    public async Task RunAsync_CallerCancelsAndTheCallEnds_IsCancelled()
    {
        using CancellationTokenSource caller = new();
        Task<int> running = RunAsync(async token => { await Task.Delay(Timeout.InfiniteTimeSpan, time, token); return 1; }, caller.Token);
        await caller.CancelAsync();

        await ((Func<Task>)(() => running.WaitAsync(TimeSpan.FromSeconds(30)))).Should().ThrowAsync<OperationCanceledException>();
        time.Passed.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task RunAsync_CallerCancelsButTheCallComesThrough_ReturnsItsAnswer()
    {
        using CancellationTokenSource caller = new();
        TaskCompletionSource<int> answer = new();
        Task<int> running = RunAsync(_ => answer.Task, caller.Token);
        await caller.CancelAsync();
        time.Advance(TimeSpan.FromSeconds(4.9));
        running.IsCompleted.Should().BeFalse("two calls to one system at once are worse than a short wait");
        answer.SetResult(7);

        (await running).Should().Be(7);
    }

    [Fact]
    public async Task RunAsync_CallerCancelsAndTheCallIgnoresIt_IsLeftBehindAfterTheGrace()
    {
        using CancellationTokenSource caller = new();
        Task<int> running = RunAsync(_ => new TaskCompletionSource<int>().Task, caller.Token);
        time.Advance(TimeSpan.FromSeconds(10));
        await caller.CancelAsync();

        await ((Func<Task>)(() => time.DriveAsync(running))).Should().ThrowAsync<OperationCanceledException>();

        time.Passed.Should().Be(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task RunAsync_CallersTokenFiredBefore_StillLetsTheCallDecide()
    {
        (await RunAsync(_ => Task.FromResult(7), new(canceled: true))).Should().Be(7);
        await ((Func<Task>)(() => RunAsync(token => Task.FromCanceled<int>(token), new(canceled: true)))).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task RunAsync_CallThrowsWhenItsTokenFires_StillTimesOut()
    {
        Task<int> running = RunAsync(token =>
        {
            token.Register(() => throw new InvalidOperationException("a callback of the call's"));
            return new TaskCompletionSource<int>().Task;
        });

        await ((Func<Task>)(() => time.DriveAsync(running))).Should().ThrowAsync<StepTimedOutException>();
    }

    // The answer comes while the timeout is already on its way: whoever wins, it is an answer or our timeout, never a bare one.
    [Fact]
    public async Task RunAsync_AnswerAndTimeoutRace_NeverShowsABareTimeout()
    {
        for (int round = 0; round < 500; round++)
        {
            ManualTime own = new();
            TaskCompletionSource<int> answer = new();
            Task<int> running = Deadline.RunAsync("the call", Limit, own, _ => answer.Task, CancellationToken.None);
            await Task.Run(() =>
            {
                // With a context the waiter goes on on another thread, while the answer comes on this one.
                SynchronizationContext.SetSynchronizationContext(new OtherContext());
                own.Advance(Limit);
                answer.SetResult(7);
            });

            Exception? error = await Record.ExceptionAsync(() => running);

            if (error is not (null or StepTimedOutException)) Assert.Fail($"round {round}: {error}");
        }
    }

    private sealed class OtherContext : SynchronizationContext;
}
