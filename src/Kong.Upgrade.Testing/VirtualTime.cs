using System.Diagnostics.CodeAnalysis;
using Kong.Upgrade.Testing.Timing;

namespace Kong.Upgrade.Testing;

/// <summary>A clock that moves only when it is told to, from timer to timer: days pass in milliseconds. Thread-safe; never goes back.</summary>
/// <remarks>
/// It begins at 2000-01-01T00:00:00Z. Timers fire in the order in which they are due, those due together in the order in which they were
/// set, on the thread that moves the clock. One clock can serve any number of runs.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing to dispose of.")]
public sealed class VirtualTime : TimeProvider
{
    private readonly TimerHeap timers = new();
    private readonly SemaphoreSlim wheel = new(1, 1);
    private readonly Lock gate = new();
    private long now = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks;
    private long lastNumber;
    private int holds;
    private TaskCompletionSource changed = NewSignal();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are set.</summary>
    public int PendingTimers
    {
        get { lock (gate) return timers.Count; }
    }

    internal long Ticks => Interlocked.Read(ref now);

    /// <summary>How many timers were ever set.</summary>
    internal long Numbered => Interlocked.Read(ref lastNumber);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Ticks, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        VirtualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Does something at a later time, such as somebody's hand on the balancer in the middle of a run.</summary>
    /// <param name="delay">How much later; not negative.</param>
    /// <param name="act">What happens then, on the thread that moves the clock.</param>
    /// <returns>Dispose it so that nothing happens.</returns>
    public IDisposable After(TimeSpan delay, Action act)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return CreateTimer(static act => ((Action)act!)(), act, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Moves to the next timer that is due and fires it, with all others due at the same moment. Timers set meanwhile wait for the next call.</summary>
    /// <returns>Whether there was a timer.</returns>
    public bool AdvanceToNextTimer()
    {
        long last = Numbered;
        if (TakeDue(long.MaxValue, last) is not { } first) return false;
        long due = Ticks;
        for (VirtualTimer? timer = first; timer is not null; timer = TakeDue(due, last)) timer.Fire();
        return true;
    }

    /// <summary>Moves forward and fires every timer on the way at its own time, those that are set on the way too.</summary>
    /// <param name="span">How far; not negative.</param>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        long end = Ticks + span.Ticks;
        while (TakeDue(end, long.MaxValue) is { } timer) timer.Fire();
        lock (gate) now = Math.Max(now, end);
    }

    /// <summary>Keeps <see cref="RunAsync{T}"/> from moving the clock: for code in a run that waits for something real, such as a socket.</summary>
    /// <returns>Dispose it to let the clock go on.</returns>
    public IDisposable Hold() => new ClockHold(this);

    /// <summary>Runs work, and moves the clock whenever the work waits for it and for nothing else.</summary>
    /// <remarks>
    /// Works may run on one clock together, and one may start others; one of them moves the clock for all, but only started ones are known:
    /// start those that belong together in one <paramref name="work"/> with <see cref="Task.WhenAll(Task[])"/>.
    /// Whether work waits for something real cannot be seen: before a leap out of step the thread pool is given a few rounds; where that
    /// is not enough use <see cref="Hold"/>. When nothing waits for the clock, this waits for the work.
    /// </remarks>
    /// <typeparam name="T">What the work results in.</typeparam>
    /// <param name="work">The work; it waits with this clock.</param>
    /// <returns>The work's own end: result, error or cancellation.</returns>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Task<T> running = work();
        if (!running.IsCompleted) await new ClockDriver(this, wheel).DriveAsync(running).ConfigureAwait(false);
        return await running.ConfigureAwait(false);
    }

    /// <summary>Runs work without a result; see <see cref="RunAsync{T}"/>.</summary>
    /// <param name="work">The work; it waits with this clock.</param>
    /// <returns>The work's own end.</returns>
    public Task RunAsync(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(async () =>
        {
            await work().ConfigureAwait(false);
            return true;
        });
    }

    /// <summary>How far the clock would move next; <see langword="null"/> when it must not or cannot.</summary>
    internal TimeSpan? NextLeap(out Task untilThen)
    {
        lock (gate)
        {
            if (changed.Task.IsCompleted) changed = NewSignal();
            untilThen = changed.Task;
            return holds > 0 || timers.First is not { } first ? null : TimeSpan.FromTicks(Math.Max(0, first.Due - now));
        }
    }

    internal void Held(int count)
    {
        lock (gate) holds += count;
        Signal();
    }

    /// <summary>Sets, moves or (with a due time of <see langword="null"/>) removes a timer.</summary>
    internal void Schedule(VirtualTimer timer, TimeSpan? dueTime)
    {
        lock (gate)
        {
            timers.Remove(timer);
            if (dueTime is not { } wait) return;
            (timer.Due, timer.Number) = (now + wait.Ticks, ++lastNumber);
            timers.Add(timer);
        }
        Signal();
    }

    private void Signal() => Volatile.Read(ref changed).TrySetResult();

    private VirtualTimer? TakeDue(long end, long lastToFire)
    {
        lock (gate)
        {
            if (timers.First is not { } first || first.Due > end || first.Number > lastToFire) return null;
            timers.Remove(first);
            now = Math.Max(now, first.Due);
            if (first.Period is { } period) { (first.Due, first.Number) = (now + period.Ticks, ++lastNumber); timers.Add(first); }
            return first;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
