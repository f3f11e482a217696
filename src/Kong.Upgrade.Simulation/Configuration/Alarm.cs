namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>Runs one action later. Set again while it waits, it goes off at the earlier moment, once.</summary>
internal sealed class Alarm : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Action _action;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DateTimeOffset? _due;

    public Alarm(Action action, TimeProvider time)
    {
        (_action, _time) = (action, time);
        _timer = time.CreateTimer(_ => GoOff(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            _action();
            return;
        }
        lock (_gate)
        {
            DateTimeOffset due = _time.GetUtcNow() + delay;
            if (_due <= due)
                return;
            _due = due;
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void GoOff()
    {
        // Cleared first: what changes from now on is not sure to be seen by this run, and asks for another.
        lock (_gate)
            _due = null;
        _action();
    }
}
