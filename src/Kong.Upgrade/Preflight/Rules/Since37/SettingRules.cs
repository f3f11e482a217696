using System.Globalization;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since37;

/// <summary>Settings, commands and the database, as 3.7 changed them.</summary>
internal static class SettingRules
{
    // 60,000 credentials and 2,000 plugins were migrated in 1.6 s (kong-facts 12.9), 350,000 plugins ran into the time limit (10 no. 5): half of what would fit into 5 s by that measure, because disks differ.
    private const long ManyRows = 100_000, ManyPlugins = 50_000;

    // A statement that had 60 s before needs no less now.
    private const decimal UsualBefore = 60_000;

    // Those that migrations rewrite row by row, or build indexes on.
    private static readonly string[] tables = ["acme_storage", "keyauth_credentials", "oauth2_authorization_codes", "oauth2_tokens", "plugins", "ratelimiting_metrics", "response_ratelimiting_metrics", "routes", "sessions", "targets"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Removed("370-02", "generate_trace_details", "tracing", "tracing_debug_header", "tracing_time_threshold", "tracing_types", "tracing_write_endpoint", "tracing_write_strategy"),
        Rule.Installation("370-07", LargeTables),
    ];

    private static IEnumerable<Hit> LargeTables(InstallationFacts installation)
    {
        if (installation.Database is not { } database || IsLong(installation.Settings.GreenValue("pg_timeout"))) yield break;
        foreach (string table in tables)
            if (database.Rows.GetValueOrDefault(table) is var rows && rows >= (table is "plugins" ? ManyPlugins : ManyRows))
                yield return new(string.Create(CultureInfo.InvariantCulture, $"about {rows} rows"), FindingCertainty.Suspected, new() { Kind = "database", Name = table, Value = string.Create(CultureInfo.InvariantCulture, $"about {rows} rows") });
    }

    private static bool IsLong(string? milliseconds) => decimal.TryParse(milliseconds, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number >= UsualBefore;
}
