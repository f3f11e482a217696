using CsCheck;

namespace Kong.Upgrade.Testing.Tests.Timing;

public class VirtualTimeTests
{
    private static readonly DateTimeOffset Beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void New_StandsAtTheYear2000()
    {
        VirtualTime time = new();
        time.GetUtcNow().Should().Be(Beginning);
        time.LocalTimeZone.Should().Be(TimeZoneInfo.Utc);
        time.GetElapsedTime(time.GetTimestamp()).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void AdvanceToNextTimer_AnyTimers_FireInOrderOfDueTimeThenOfSetting() =>
        Gen.Int[0, 20].Array[0, 60].Sample(dueSeconds =>
        {
            VirtualTime time = new();
            List<(int Due, int Index)> fired = [];
            for (int i = 0; i < dueSeconds.Length; i++)
            {
                int index = i;
                time.After(TimeSpan.FromSeconds(dueSeconds[i]), () => fired.Add(((int)(time.GetUtcNow() - Beginning).TotalSeconds, index)));
            }
            while (time.AdvanceToNextTimer()) { }
            return fired.SequenceEqual(dueSeconds.Select((due, index) => (due, index)).OrderBy(f => f.due).ThenBy(f => f.index)) && time.PendingTimers == 0;
        });

    [Fact]
    public void AdvanceToNextTimer_SomeDisposed_FiresExactlyTheOthers() =>
        Gen.Select(Gen.Int[0, 9], Gen.Bool).Array[0, 60].Sample(timers =>
        {
            VirtualTime time = new();
            HashSet<int> fired = [];
            IDisposable[] set = [.. timers.Select((t, index) => time.After(TimeSpan.FromSeconds(t.Item1), () => fired.Add(index)))];
            for (int i = 0; i < timers.Length; i++)
                if (timers[i].Item2) set[i].Dispose();
            while (time.AdvanceToNextTimer()) { }
            return fired.SetEquals(Enumerable.Range(0, timers.Length).Where(i => !timers[i].Item2));
        });

    [Fact]
    public void AdvanceToNextTimer_SetForNowByACallback_WaitsForTheNextCall()
    {
        VirtualTime time = new();
        int fired = 0;
        time.After(TimeSpan.Zero, () => time.After(TimeSpan.Zero, () => fired++));

        time.AdvanceToNextTimer().Should().BeTrue();
        fired.Should().Be(0);
        time.AdvanceToNextTimer().Should().BeTrue();
        fired.Should().Be(1);
        time.AdvanceToNextTimer().Should().BeFalse();
    }

    [Fact]
    public void Advance_OverAPeriodicTimer_FiresAtEachPeriod()
    {
        VirtualTime time = new();
        List<double> fired = [];
        using ITimer timer = time.CreateTimer(_ => fired.Add((time.GetUtcNow() - Beginning).TotalSeconds), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));

        time.Advance(TimeSpan.FromSeconds(10));

        fired.Should().Equal(2, 5, 8);
        time.GetUtcNow().Should().Be(Beginning.AddSeconds(10));
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan).Should().BeTrue();
        time.PendingTimers.Should().Be(0);
    }

    [Fact]
    public void Change_AfterDispose_IsRefused()
    {
        VirtualTime time = new();
        ITimer timer = time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan).Should().BeFalse();
        time.PendingTimers.Should().Be(0);
    }

    [Fact]
    public void Advance_Negative_IsRefusedAndTimeStands()
    {
        VirtualTime time = new();
        time.Invoking(t => t.Advance(TimeSpan.FromTicks(-1))).Should().Throw<ArgumentOutOfRangeException>();
        time.GetUtcNow().Should().Be(Beginning);
    }

    [Fact]
    public async Task Members_FromManyThreads_NeverGoBackAndLoseNothing()
    {
        VirtualTime time = new();
        int fired = 0, wentBack = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), TestContext.Current.CancellationToken, (thread, _) =>
        {
            DateTimeOffset last = time.GetUtcNow();
            for (int i = 0; i < 2_000; i++)
            {
                time.After(TimeSpan.FromSeconds((i + thread) % 7), () => Interlocked.Increment(ref fired));
                using (time.After(TimeSpan.FromHours(1), () => Interlocked.Add(ref fired, 1_000_000))) time.Advance(TimeSpan.FromMilliseconds(1));
                if (time.GetUtcNow() is var now && now < last) Interlocked.Increment(ref wentBack);
                else last = now;
            }
            return ValueTask.CompletedTask;
        });
        time.Advance(TimeSpan.FromHours(2));
        fired.Should().Be(8 * 2_000);
        wentBack.Should().Be(0);
        time.PendingTimers.Should().Be(0);
    }

    [Fact]
    public async Task RunAsync_AWeekOfSeconds_NeedsNeitherStackNorTime()
    {
        VirtualTime time = new();
        TimeSpan week = TimeSpan.FromDays(7);

        int ticks = await time.RunAsync(async () =>
        {
            int count = 0;
            for (; time.GetUtcNow() < Beginning + week; count++) await Task.Delay(TimeSpan.FromSeconds(1), time);
            return count;
        });

        ticks.Should().Be((int)week.TotalSeconds);
        time.PendingTimers.Should().Be(0);
    }

    [Fact]
    public async Task RunAsync_WorkIsCancelled_EndsAsTheWorkDoes()
    {
        VirtualTime time = new();
        using CancellationTokenSource stop = new(TimeSpan.FromMinutes(3), time);

        Func<Task> running = () => time.RunAsync(() => Task.Delay(TimeSpan.FromHours(1), time, stop.Token));

        await running.Should().ThrowAsync<OperationCanceledException>();
        time.GetUtcNow().Should().Be(Beginning.AddMinutes(3));
        time.PendingTimers.Should().Be(0);
    }

    [Fact]
    public async Task RunAsync_WorkFails_ThrowsItsError()
    {
        VirtualTime time = new();
        Func<Task> running = () => time.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            throw new InvalidDataException("the work's own");
        });
        await running.Should().ThrowAsync<InvalidDataException>();
    }

    [Fact]
    public async Task RunAsync_NothingWaitsForTheClock_WaitsForTheWork()
    {
        VirtualTime time = new();
        TaskCompletionSource<int> real = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> running = time.RunAsync(() => real.Task);
        running.IsCompleted.Should().BeFalse();
        real.SetResult(7);
        (await running).Should().Be(7);
        time.GetUtcNow().Should().Be(Beginning);
    }

    [Fact]
    public async Task RunAsync_TimerSetWhileItWaits_GoesOn()
    {
        VirtualTime time = new();
        TaskCompletionSource real = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task running = time.RunAsync(async () =>
        {
            await real.Task;
            await Task.Delay(TimeSpan.FromDays(1), time);
        });
        real.SetResult();
        await running;
        time.GetUtcNow().Should().Be(Beginning.AddDays(1));
    }

    [Fact]
    public async Task RunAsync_Held_StandsStillUntilReleased()
    {
        VirtualTime time = new();
        DateTimeOffset answered = await time.RunAsync(async () =>
        {
            await ToThePoolAsync().ConfigureAwait(false);
            Task deadline = Task.Delay(TimeSpan.FromSeconds(30), time);
            long start = TimeProvider.System.GetTimestamp();
            // What waits for a socket takes longer than the driver's patience.
            using (time.Hold())
                while (!deadline.IsCompleted && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMilliseconds(200)) await Task.Yield();
            return time.GetUtcNow();
        });
        answered.Should().Be(Beginning, "the clock was held while the socket had not answered");
    }

    [Fact]
    public async Task RunAsync_WorkThatHopsBetweenThreads_IsWaitedForBeforeALongLeap()
    {
        VirtualTime time = new();
        DateTimeOffset after = await time.RunAsync(async () =>
        {
            await ToThePoolAsync().ConfigureAwait(false);
            using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(30), time);
            for (int i = 0; i < 5; i++) await Task.Yield();
            deadline.Token.IsCancellationRequested.Should().BeFalse();
            return time.GetUtcNow();
        });
        after.Should().Be(Beginning);
    }

    [Fact]
    public async Task RunAsync_SeveralOnOneClock_AllEnd()
    {
        VirtualTime time = new();
        int[] seconds = [.. Enumerable.Range(1, 50)];
        DateTimeOffset[] ends = await Task.WhenAll(seconds.Select(s => time.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(s), time);
            return time.GetUtcNow();
        })));
        ends.Should().HaveCount(50).And.BeInAscendingOrder();
    }

    [Fact]
    public async Task RunAsync_WithinARun_MovesTheClockForBoth()
    {
        VirtualTime time = new();
        int inner = await time.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            return await time.RunAsync(async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time);
                return 2;
            });
        });
        inner.Should().Be(2);
        time.GetUtcNow().Should().Be(Beginning.AddSeconds(2));
    }

    /// <summary>Away from whatever context the test framework runs tests in.</summary>
    private static async Task ToThePoolAsync() => await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
