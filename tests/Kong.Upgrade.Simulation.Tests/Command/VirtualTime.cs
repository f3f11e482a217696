namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>A clock that jumps: whoever waits has waited at once, and what was planned for a moment happens when the clock passes it.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly SortedList<DateTimeOffset, Action> _plans = [];
    private DateTimeOffset _now = new(2026, 11, 22, 19, 0, 0, TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public TimeSpan Waited { get; private set; }

    public override DateTimeOffset GetUtcNow() => _now;

    public void Plan(TimeSpan after, Action action) => _plans.Add(_now + after, action);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero)
        {
            Advance(dueTime);
            callback(state);
        }

        return new Expired();
    }

    private void Advance(TimeSpan by)
    {
        _now += by;
        Waited += by;
        while (_plans.Count > 0 && _plans.GetKeyAtIndex(0) <= _now)
        {
            Action due = _plans.GetValueAtIndex(0);
            _plans.RemoveAt(0);
            due();
        }
    }

    private sealed class Expired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
