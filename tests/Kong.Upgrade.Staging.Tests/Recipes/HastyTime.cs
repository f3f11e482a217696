namespace Kong.Upgrade.Staging.Tests.Recipes;

/// <summary>The system's clock, but that what waits for less than two seconds does not wait.</summary>
internal sealed class HastyTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(2) ? TimeSpan.Zero : dueTime, period);
}
