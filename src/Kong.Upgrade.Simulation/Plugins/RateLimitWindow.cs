namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Windows are those of the clock in UTC: a minute ends when the next begins.</summary>
internal static class RateLimitWindow
{
    public static DateTimeOffset End(string period, DateTimeOffset now) => period switch
    {
        "second" => Floor(now, TimeSpan.TicksPerSecond).AddSeconds(1),
        "minute" => Floor(now, TimeSpan.TicksPerMinute).AddMinutes(1),
        "hour" => Floor(now, TimeSpan.TicksPerHour).AddHours(1),
        "day" => Floor(now, TimeSpan.TicksPerDay).AddDays(1),
        "month" => new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1),
        _ => new DateTimeOffset(now.Year, 1, 1, 0, 0, 0, TimeSpan.Zero).AddYears(1),
    };

    public static DateTimeOffset Start(string period, DateTimeOffset end) => period switch
    {
        "second" => end.AddSeconds(-1),
        "minute" => end.AddMinutes(-1),
        "hour" => end.AddHours(-1),
        "day" => end.AddDays(-1),
        "month" => end.AddMonths(-1),
        _ => end.AddYears(-1),
    };

    private static DateTimeOffset Floor(DateTimeOffset now, long ticks) => new(now.UtcTicks - (now.UtcTicks % ticks), TimeSpan.Zero);
}
