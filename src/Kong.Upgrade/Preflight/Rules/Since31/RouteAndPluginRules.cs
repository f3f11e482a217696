using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since31;

/// <summary>Routes and plugins that 3.1 checks more strictly.</summary>
internal static class RouteAndPluginRules
{
    private static readonly string[] stream = ["tcp", "tls", "udp", "tls_passthrough"];

    private static readonly string[] httpOnly =
    [
        "acl", "acme", "aws-lambda", "basic-auth", "bot-detection", "correlation-id", "cors", "hmac-auth", "jwt", "key-auth", "ldap-auth", "oauth2", "opentelemetry", "rate-limiting",
        "request-size-limiting", "request-termination", "response-ratelimiting", "response-transformer",
    ];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Entity("310-02", "routes", (r, i) => i.IsDeclarative ? r.Items("paths").FirstOrDefault(IsNotNormal) : null),
        Rule.Plugin("310-04", "request-termination", (p, i) => i.IsDeclarative && p.Has("config.status_code") && !p.IsSet("config.status_code") ? "status_code is null" : null),
        Rule.Plugins("310-05", httpOnly, (p, i) => i.IsDeclarative && p.Items("protocols").FirstOrDefault(stream.Contains) is { } protocol ? $"protocol {protocol}" : null),
        new Since30.RouteRegexRule("310-08", refusedOnly: true),
    ];

    private static bool IsNotNormal(string path)
    {
        if (path.StartsWith('~') || RoutePaths.LooksLikeRegex(path)) return false;
        return path.Contains("//", StringComparison.Ordinal) || $"{path}/".Contains("/./", StringComparison.Ordinal) || $"{path}/".Contains("/../", StringComparison.Ordinal);
    }
}
