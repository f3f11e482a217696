namespace Kong.Upgrade.Tests.Support;

/// <summary>A clock that moves only when a test moves it. Timers fire inside <see cref="Advance"/>, in order, on the test's thread.</summary>
internal sealed class ManualTime : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private TaskCompletionSource armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan passed;

    public TimeSpan Passed { get { lock (gate) return passed; } }

    /// <summary>How many timers were ever armed: a call that needs none leaves it alone.</summary>
    public int TimersArmed { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires what is due on the way, each timer at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan until = Passed + by;
        while (FireNext(until)) { }
        lock (gate) passed = until;
    }

    /// <summary>Moves the clock from timer to timer until the work has ended.</summary>
    public async Task<T> DriveAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            Task next;
            lock (gate) next = armed.Task;
            // The guard is in real time: work that waits for anything but this clock is a mistake in the test.
            if (!FireNext(TimeSpan.MaxValue)) await Task.WhenAny(work, next).WaitAsync(TimeSpan.FromSeconds(30));
        }
        return await work;
    }

    private bool FireNext(TimeSpan until)
    {
        ManualTimer? next;
        lock (gate)
        {
            next = timers.Where(t => t.Due <= until).MinBy(t => t.Due);
            if (next is null) return false;
            if (next.Due > passed) passed = next.Due;
            timers.Remove(next);
        }
        next.Fire();
        return true;
    }

    private void Arm(ManualTimer timer, TimeSpan dueIn)
    {
        TaskCompletionSource announced;
        lock (gate)
        {
            timers.Remove(timer);
            if (dueIn == Timeout.InfiniteTimeSpan) return;
            timer.Due = passed + dueIn;
            timers.Add(timer);
            TimersArmed++;
            (announced, armed) = (armed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        announced.SetResult();
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Arm(this, dueTime);
            return true;
        }

        public void Dispose() => time.Arm(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
