namespace Kong.Upgrade.Testing.Timing;

/// <summary>One timer of a <see cref="VirtualTime"/>. Due, Number and Place belong to the clock and its lock.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private volatile bool isDisposed;

    public long Due { get; set; }

    /// <summary>Rises with every setting of any timer: who was set first fires first.</summary>
    public long Number { get; set; }

    /// <summary>Where it stands in the heap; -1 when it is not set.</summary>
    public int Place { get; set; } = -1;

    public TimeSpan? Period { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        RequireSpan(dueTime, nameof(dueTime));
        RequireSpan(period, nameof(period));
        if (isDisposed) return false;
        Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
        time.Schedule(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
        return true;
    }

    public void Fire()
    {
        if (!isDisposed) callback(state);
    }

    public void Dispose()
    {
        isDisposed = true;
        time.Schedule(this, null);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void RequireSpan(TimeSpan span, string name)
    {
        if (span < TimeSpan.Zero && span != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(name, span, "A timer's spans are not negative; Timeout.InfiniteTimeSpan means never.");
    }
}
