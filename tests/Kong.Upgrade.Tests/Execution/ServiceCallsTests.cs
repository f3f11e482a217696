using Kong.Upgrade.Execution;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class ServiceCallsTests
{
    private readonly ManualTime time = new();
    private int calls;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(10, 241)]
    public async Task RepeatableAsync_AlwaysTransient_IsTriedTheConfiguredNumberOfTimes(int retries, int seconds)
    {
        UpgradeServiceException error = (await ((Func<Task>)(() => RepeatAsync(retries, failures: int.MaxValue, transient: true))).Should().ThrowAsync<UpgradeServiceException>()).Which;

        (calls, error.Message).Should().Be((1 + retries, $"failure {1 + retries}"));
        // 1, 2, 4, 8, 16 and, at the most, 30 seconds.
        time.Passed.Should().Be(TimeSpan.FromSeconds(seconds < 241 ? seconds : 31 + (5 * 30)));
    }

    [Fact]
    public async Task RepeatableAsync_TransientForAWhile_ComesThrough()
    {
        (await RepeatAsync(3, failures: 2, transient: true)).Should().Be(3);

        (calls, time.Passed).Should().Be((3, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task RepeatableAsync_LastingFailure_IsNotTriedAgain()
    {
        await ((Func<Task>)(() => RepeatAsync(3, failures: 1, transient: false))).Should().ThrowAsync<UpgradeServiceException>();

        (calls, time.Passed).Should().Be((1, TimeSpan.Zero));
    }

    [Fact]
    public async Task RepeatableAsync_ExceptionOfAnotherKind_IsNotTriedAgain()
    {
        await ((Func<Task>)(() => Calls().RepeatableAsync<int>("x", _ => { calls++; throw new HttpRequestException("503"); }, default))).Should().ThrowAsync<HttpRequestException>();

        calls.Should().Be(1);
    }

    [Fact]
    public async Task RepeatableAsync_NoAnswer_IsNotTriedAgainForItMayStillTakeEffect()
    {
        Task<int> hanging = Calls().RepeatableAsync("backing up", _ => { calls++; return new TaskCompletionSource<int>().Task; }, default);

        (await ((Func<Task>)(() => time.DriveAsync(hanging))).Should().ThrowAsync<StepTimedOutException>()).Which.Call.Should().Be("backing up");

        (calls, time.Passed).Should().Be((1, new KongUpgradeOptions().CallTimeout));
    }

    [Fact]
    public async Task RepeatableAsync_CancelledBetweenTwoTries_Stops()
    {
        using CancellationTokenSource caller = new();
        Task running = Calls().RepeatableAsync("x", _ => { calls++; throw new UpgradeServiceException("x", isTransient: true); }, caller.Token);
        await caller.CancelAsync();

        await ((Func<Task>)(() => running.WaitAsync(TimeSpan.FromSeconds(30)))).Should().ThrowAsync<OperationCanceledException>();
        calls.Should().Be(1);
    }

    [Fact]
    public async Task RepeatableAsync_CallWithoutAResult_IsTriedAgainToo()
    {
        Task running = Calls().RepeatableAsync("x", _ => ++calls < 3 ? Task.FromException(new UpgradeServiceException("x", isTransient: true)) : Task.CompletedTask, default);

        await time.DriveAsync(Done(running));

        calls.Should().Be(3);
    }

    [Fact]
    public async Task OnceAsync_Transient_IsNotTriedAgain()
    {
        await ((Func<Task>)(() => Calls().OnceAsync("finish", FailAsync(1, transient: true), default))).Should().ThrowAsync<UpgradeServiceException>();

        calls.Should().Be(1);
    }

    [Fact]
    public async Task LookAsync_NoAnswer_WaitsOnlyAsLongAsALookMayTake()
    {
        await ((Func<Task>)(() => time.DriveAsync(Calls().LookAsync("the share", _ => new TaskCompletionSource<int>().Task, default)))).Should().ThrowAsync<StepTimedOutException>();

        time.Passed.Should().Be(new KongUpgradeOptions().LookTimeout);
    }

    private ServiceCalls Calls(int retries = 3) => new(new() { Retries = retries }, time);

    private Task<int> RepeatAsync(int retries, int failures, bool transient) => time.DriveAsync(Calls(retries).RepeatableAsync("x", FailAsync(failures, transient), default));

    private Func<CancellationToken, Task<int>> FailAsync(int failures, bool transient) =>
        _ => ++calls <= failures ? throw new UpgradeServiceException($"failure {calls}", isTransient: transient) : Task.FromResult(calls);

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }
}
