namespace Kong.Upgrade.Simulation.Command;

/// <summary>
/// Which migrations which open-source version ships. The names, their order and what they leave in <c>schema_meta</c> are recorded for
/// 2.8.5, 3.4.2, 3.9.0 and 3.9.1; the versions in between come from kong-facts 1.8. Which one of several migrations before 3.0 has the teardown
/// is not visible in any recording: what shows is that the subsystem's <c>pending</c> is then <c>{}</c> and not NULL.
/// </summary>
internal static class MigrationCatalogue
{
    private static readonly Entry[] Entries =
    [
        .. Of("core", "000_base 003_100_to_110 004_110_to_120 005_120_to_130 006_130_to_140 007_140_to_150 008_150_to_200"),
        new("core", "009_200_to_210", "2.8", "2.8"),
        .. Of("core", "010_210_to_211 011_212_to_213 012_213_to_220 013_220_to_230 014_230_to_270 015_270_to_280"),
        new("core", "016_280_to_300", "3.0", "3.0"),
        new("core", "017_300_to_310", "3.1"),
        new("core", "018_310_to_320", "3.2"),
        new("core", "019_320_to_330", "3.3"),
        new("core", "020_330_to_340", "3.4"),
        new("core", "021_340_to_350", "3.5"),
        new("core", "022_350_to_360", "3.6"),
        new("core", "023_360_to_370", "3.7"),
        new("core", "024_380_to_390", "3.9"),
        new("core", "025_390_to_3100", "3.10"),

        .. Of("acl", "000_base_acl 002_130_to_140"),
        new("acl", "003_200_to_210", "2.8", "2.8"),
        .. Of("acl", "004_212_to_213"),

        .. Of("acme", "000_base_acme"),
        new("acme", "001_280_to_300", "3.0"),
        new("acme", "002_320_to_330", "3.3"),
        new("acme", "003_350_to_360", "3.6", "3.7"),

        new("ai-proxy", "001_360_to_370", "3.7", "3.7"),

        .. Of("basic-auth", "000_base_basic_auth 002_130_to_140"),
        new("basic-auth", "003_200_to_210", "2.8", "2.8"),

        new("bot-detection", "001_200_to_210", "2.8", "2.8"),

        .. Of("hmac-auth", "000_base_hmac_auth 002_130_to_140"),
        new("hmac-auth", "003_200_to_210", "2.8", "2.8"),

        new("http-log", "001_280_to_300", "3.0", "3.0"),

        new("ip-restriction", "001_200_to_210", "2.8", "2.8"),

        .. Of("jwt", "000_base_jwt 002_130_to_140"),
        new("jwt", "003_200_to_210", "2.8", "2.8"),

        .. Of("key-auth", "000_base_key_auth 002_130_to_140"),
        new("key-auth", "003_200_to_210", "2.8", "2.8"),
        new("key-auth", "004_320_to_330", "3.3"),

        .. Of("oauth2", "000_base_oauth2 003_130_to_140"),
        new("oauth2", "004_200_to_210", "2.8", "2.8"),
        .. Of("oauth2", "005_210_to_211"),
        new("oauth2", "006_320_to_330", "3.3"),
        new("oauth2", "007_320_to_330", "3.3"),

        new("opentelemetry", "001_331_to_332", "3.6.1", "3.6.1"),

        new("post-function", "001_280_to_300", "3.0", "3.0"),

        new("pre-function", "001_280_to_300", "3.0", "3.0"),

        .. Of("rate-limiting", "000_base_rate_limiting 003_10_to_112 004_200_to_210"),
        new("rate-limiting", "005_320_to_330", "3.3"),
        new("rate-limiting", "006_350_to_360", "3.6", "3.7"),

        .. Of("response-ratelimiting", "000_base_response_rate_limiting"),
        new("response-ratelimiting", "001_350_to_360", "3.6", "3.7"),

        .. Of("session", "000_base_session 001_add_ttl_index"),
        new("session", "002_320_to_330", "3.3"),
        new("session", "003_330_to_3100", "3.10"),
    ];

    /// <summary>All migrations of a version, in the order in which it runs them: core, then the loaded plugins by name (kong-facts 1.1).</summary>
    public static IReadOnlyList<Migration> Of(KongVersion version, PluginSelection plugins) =>
    [
        .. Entries
            .Where(entry => entry.Since.CompareTo(version) <= 0)
            .Where(entry => entry.Subsystem == "core" || plugins.Loads(entry.Subsystem))
            .Select(entry => entry.In(version)),
    ];

    private static IEnumerable<Entry> Of(string subsystem, string names) =>
        names.Split(' ').Select(name => new Entry(subsystem, name, "2.8"));

    private sealed class Entry(string subsystem, string name, string since, string? teardownSince = null)
    {
        private readonly KongVersion? _teardownSince = teardownSince is null ? null : Version(teardownSince);

        public string Subsystem { get; } = subsystem;

        public KongVersion Since { get; } = Version(since);

        public Migration In(KongVersion version) =>
            new(Subsystem, name, _teardownSince is { } teardown && teardown.CompareTo(version) <= 0);

        private static KongVersion Version(string text) => KongVersion.Parse(text.Count('.') == 1 ? text + ".0" : text);
    }
}
