using System.Globalization;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Always;

/// <summary>What concerns every upgrade, whatever the versions: the database, the keyring, ports, clocks.</summary>
internal static class InstallationRules
{
    // Commands of a migration take three connections, this library and a person who looks the others.
    private const int Commands = 6;

    // A lock lasts 60 s by the clock of whoever took it; what expires is compared with the server's.
    private const double ClockTolerance = 3;

    private static readonly KongVersion largePools = new(3, 5, 0, null);

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Installation("ANY-02", Connections),
        Rule.Review("ANY-04", i => i.To.IsEnterprise && i.CustomPlugins.Count > 0),
        Rule.Settings("ANY-05", s => s.Value("keyring_enabled") is "on" or "true" ? [Rule.SettingHit("keyring_enabled", $"on, keyring_strategy {s.Value("keyring_strategy") ?? "cluster"}", FindingCertainty.Suspected)] : []),
        Rule.Installation("ANY-06", i => SharedHost.Clashes(i, "proxy_listen", "0.0.0.0:8000, 0.0.0.0:8443 ssl").Concat(SharedHost.Clashes(i, "admin_listen", "127.0.0.1:8001, 127.0.0.1:8444 ssl")).Concat(SharedHost.Clashes(i, "stream_listen", "off"))),
        Rule.Installation("ANY-07", Clock),
    ];

    // Green is taken to be as large as blue. What a pool may keep is the worst case, not what is in use.
    private static IEnumerable<Hit> Connections(InstallationFacts installation)
    {
        if (installation.Database?.MaxConnections is not { } most || installation.Blue.Count == 0) yield break;
        if (installation.Blue.Any(n => n.Workers is null)) yield break;
        int workers = installation.Blue.Sum(n => n.Workers!.Value);
        long blue = workers * (long)PerWorker(installation.Settings.Value, installation.From), green = workers * (long)PerWorker(installation.Settings.GreenValue, installation.To);
        if (blue + green + Commands <= most) yield break;
        string value = string.Create(CultureInfo.InvariantCulture, $"{most}; at worst blue takes {blue}, a green of the same size {green}, commands {Commands}");
        yield return new(value, FindingCertainty.Suspected, new() { Kind = "database", Name = "max_connections", Value = value });
    }

    private static int PerWorker(Func<string, string?> setting, KongVersion version) =>
        Number(setting("pg_max_concurrent_queries")) is > 0 and var bound ? bound : Number(setting("pg_pool_size")) ?? Number(setting("lua_socket_pool_size")) ?? (version < largePools ? 30 : 256);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static IEnumerable<Hit> Clock(InstallationFacts installation)
    {
        if (installation.Database?.ClockAheadSeconds is not { } seconds || Math.Abs(seconds) <= ClockTolerance) yield break;
        string value = string.Create(CultureInfo.InvariantCulture, $"the server is {Math.Abs(seconds):0.0} s {(seconds > 0 ? "ahead of" : "behind")} this host");
        yield return new(value, Subject: new() { Kind = "database", Name = "clock", Value = value });
    }
}
