namespace Kong.Upgrade.Staging.Tests.Recipes;

/// <summary>The system's clock, but that nobody waits for anything, save the 15 seconds that an answer may take.</summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan answer = new StagingOptions().AnswerWithin;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime != answer ? TimeSpan.Zero : dueTime, period);
}
