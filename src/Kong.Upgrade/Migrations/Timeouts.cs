using System.Globalization;

namespace Kong.Upgrade.Migrations;

/// <summary>How long Kong may take, in its own words. Immutable.</summary>
/// <param name="Database">One statement.</param>
/// <param name="Lock">Kong's lock as a whole.</param>
internal sealed record Timeouts(TimeSpan Database, TimeSpan Lock)
{
    private const int Caution = 3;

    /// <param name="options">The least.</param>
    /// <param name="rehearsed">How long the same took on a copy, if that is known.</param>
    /// <param name="skew">The database's clock minus ours: a lock stamped by a clock that is behind expires too early (kong-facts 1.5).</param>
    public static Timeouts Of(KongMigrationOptions options, TimeSpan? rehearsed, TimeSpan skew)
    {
        TimeSpan least = (rehearsed ?? TimeSpan.Zero) * Caution;
        return new(Whole(Longer(options.DatabaseTimeout, least)), Whole(Longer(options.LockTimeout, least) + (skew > ClockSkew.Notable ? skew : TimeSpan.Zero)));
    }

    public IReadOnlyList<string> Arguments => ["--db-timeout", Seconds(Database), "--lock-timeout", Seconds(Lock)];

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
