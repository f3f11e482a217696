using Kong.Upgrade.Events;
using Kong.Upgrade.Execution;
using Kong.Upgrade.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Tests;

public class EventStreamTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ManualTime time = new();
    private readonly RecordingLogger log = new();

    [Fact]
    public async Task PublishAsync_SeveralObservers_TellsEachInOrder()
    {
        List<string> order = [];
        ScriptedObserver first = new((e, _) => { order.Add($"first {e}"); return Task.CompletedTask; }), second = new((e, _) => { order.Add($"second {e}"); return Task.CompletedTask; });

        await PublishAsync([first, second], 2);

        order.Should().Equal("first event 1", "second event 1", "first event 2", "second event 2");
        log.Entries.Should().BeEmpty();
        time.TimersArmed.Should().Be(0, "a quick observer costs no timer");
    }

    [Fact]
    public async Task PublishAsync_SlowObserver_IsMutedAndTheOthersAreNot()
    {
        CancellationToken given = default;
        ScriptedObserver slow = new((_, token) => { given = token; return new TaskCompletionSource().Task; }), other = new();

        await PublishAsync([slow, other], 3);

        (slow.Told.Count, other.Told.Count, time.Passed).Should().Be((1, 3, Limit));
        given.IsCancellationRequested.Should().BeTrue();
        log.Entries.Should().ContainSingle().Which.Should().Match<(LogLevel Level, int Id, string Text, Exception? Error)>(e =>
            e.Level == LogLevel.Warning && e.Id == KongUpgradeEventIds.ObserverFailed && e.Text == "Observer ScriptedObserver failed on TestEvent; the run goes on" && e.Error is StepTimedOutException);
    }

    [Fact]
    public async Task PublishAsync_ObserverWithinItsTime_IsWaitedForAndNotMuted()
    {
        ScriptedObserver almost = new((_, token) => Task.Delay(Limit - TimeSpan.FromTicks(1), time, token));

        await PublishAsync([almost], 2);

        almost.Told.Should().HaveCount(2);
        log.Entries.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PublishAsync_ThrowingObserver_IsLoggedAndToldTheNext(bool atOnce)
    {
        ScriptedObserver throwing = new((_, _) => atOnce ? throw new InvalidOperationException("mine") : Task.FromException(new InvalidOperationException("mine"))), other = new();

        await PublishAsync([throwing, other], 3);

        (throwing.Told.Count, other.Told.Count).Should().Be((3, 3));
        log.Entries.Select(e => e.Error!.Message).Should().Equal("mine", "mine", "mine");
    }

    private async Task PublishAsync(IReadOnlyList<IUpgradeObserver> observers, int events)
    {
        EventStream stream = new(observers, Limit, time, log);
        for (int i = 1; i <= events; i++) await time.DriveAsync(Done(stream.PublishAsync(new TestEvent(i))));
    }

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }

    private sealed class TestEvent(int number) : UpgradeEvent("run", ManualTime.Start)
    {
        public override string ToString() => $"event {number}";
    }
}
