using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since33;

/// <summary>Settings, the database and vaults as 3.3 changed them.</summary>
internal static class SettingRules
{
    private const long ManyRows = 100_000;

    private static readonly string[] tablesWithTimeToLive = ["acme_storage", "cluster_events", "clustering_data_planes", "keyauth_credentials", "ratelimiting_metrics", "sessions"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Installation("330-05", Tracing.LosesSamples),
        Rule.Installation("330-07", LacksCreate),
        Rule.Setting("330-08", "declarative_config_encryption_mode", s => s.GreenValue("declarative_config_encryption_mode") is { } mode and not "off" ? mode : null),
        Rule.Entity("330-13", "vaults", (v, i) => v.Text("name") == "env" && (i.From.Major < 3 || i.From.Minor < 3) ? $"config.prefix {v.Text("config.prefix") ?? "not set"}" : null),
        Rule.Installation("330-14", HasManyRows),
    ];

    // A patch brings no table.
    private static IEnumerable<Hit> LacksCreate(InstallationFacts installation)
    {
        bool isPatch = installation.From.DistanceTo(installation.To) is VersionDistance.Same or VersionDistance.Patch;
        if (!isPatch && installation.Database is { ServerVersion: >= 150000 and var version, MayCreate: false })
            yield return new($"PostgreSQL {version / 10000}, and the role that migrates may not make tables in Kong's schema", Subject: new() { Kind = "database", Value = "no CREATE on the schema" });
    }

    private static IEnumerable<Hit> HasManyRows(InstallationFacts installation) =>
        tablesWithTimeToLive.Select(t => (Table: t, Rows: installation.Database?.Rows.GetValueOrDefault(t) ?? 0)).Where(t => t.Rows > ManyRows)
            .Select(t => new Hit($"{t.Table}: about {t.Rows} rows", Subject: new() { Kind = "database", Name = t.Table, Value = $"about {t.Rows} rows" }));
}
