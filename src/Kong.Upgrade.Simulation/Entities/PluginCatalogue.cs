using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>The plugins on board of each version, with the priorities that order them (recorded in `GET /`).</summary>
internal static class PluginCatalogue
{
    private static readonly (string Name, int Priority, (int, int) Since)[] All =
    [
        ("pre-function", 1000000, default), ("zipkin", 100000, default), ("bot-detection", 2500, default), ("cors", 2000, default),
        ("session", 1900, default), ("acme", 1705, default), ("jwt", 1450, default), ("oauth2", 1400, default), ("key-auth", 1250, default),
        ("ldap-auth", 1200, default), ("basic-auth", 1100, default), ("hmac-auth", 1030, default), ("grpc-gateway", 998, default),
        ("ip-restriction", 990, default), ("request-size-limiting", 951, default), ("acl", 950, default), ("rate-limiting", 910, default),
        ("response-ratelimiting", 900, default), ("request-transformer", 801, default), ("response-transformer", 800, default),
        ("redirect", 779, (3, 9)), ("ai-request-transformer", 777, (3, 6)), ("ai-prompt-template", 773, (3, 6)), ("ai-prompt-decorator", 772, (3, 6)),
        ("ai-prompt-guard", 771, (3, 6)), ("ai-proxy", 770, (3, 6)), ("ai-response-transformer", 768, (3, 6)), ("standard-webhooks", 760, (3, 8)),
        ("aws-lambda", 750, default), ("azure-functions", 749, default), ("proxy-cache", 100, default), ("opentelemetry", 14, (3, 0)),
        ("prometheus", 13, default), ("http-log", 12, default), ("statsd", 11, default), ("datadog", 10, default), ("file-log", 9, default),
        ("udp-log", 8, default), ("tcp-log", 7, default), ("loggly", 6, default), ("syslog", 4, default), ("grpc-web", 3, default),
        ("request-termination", 2, default), ("correlation-id", 1, default), ("post-function", -1000, default),
    ];

    public static IEnumerable<(string Name, int Priority)> On(VersionTraits version) =>
        All.Where(p => version.AtLeast(p.Since.Item1, p.Since.Item2)).Select(p => (p.Name, PriorityOn(p.Name, p.Priority, version)));

    public static bool Exists(string plugin, VersionTraits version) => On(version).Any(p => p.Name == plugin);

    public static int Priority(string plugin, VersionTraits version) => On(version).FirstOrDefault(p => p.Name == plugin).Priority;

    // correlation-id moved to the front: 1 on 3.4.2, 100001 on 3.9.0 (recorded).
    private static int PriorityOn(string plugin, int priority, VersionTraits version) =>
        plugin == "correlation-id" && version.AtLeast(3, 5) ? 100001 : priority;
}
