namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>A clock whose time of day stands still, so that no rate-limit window ends in the middle of a test; timers run as usual.</summary>
internal sealed class StillClock : TimeProvider
{
    private readonly DateTimeOffset _now = new(2026, 11, 22, 19, 6, 37, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;
}
