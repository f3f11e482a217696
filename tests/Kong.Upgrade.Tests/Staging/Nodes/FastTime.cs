namespace Kong.Upgrade.Tests;

/// <summary>A clock that runs twenty times as fast as the real one, for work that waits for real sockets in between.</summary>
internal sealed class FastTime : TimeProvider
{
    private const int Speed = 20;

    private readonly long start = System.GetTimestamp();

    public override long GetTimestamp() => start + ((System.GetTimestamp() - start) * Speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, Real(dueTime), Real(period));

    private static TimeSpan Real(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Speed;
}
