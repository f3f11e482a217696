namespace Kong.Upgrade.Testing.Processes;

/// <summary>The clock as one process sees it: no timer wakes the dead.</summary>
internal sealed class ProcessTime(FakeProcess process, VirtualTime time) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(value => { if (!process.IsDead) callback(value); }, state, dueTime, period);
}
