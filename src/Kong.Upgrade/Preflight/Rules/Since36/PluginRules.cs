using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since36;

/// <summary>Plugins that 3.6 changed.</summary>
internal static class PluginRules
{
    private static readonly string[] bodyReaders =
        ["jq", "request-size-limiting", "request-validator", "request-transformer", "request-transformer-advanced", "ai-proxy", "ai-prompt-guard", "ai-prompt-decorator", "ai-prompt-template", "ai-request-transformer", "ai-response-transformer"];

    private static readonly string[] bodyTransformations = ["config.remove.body", "config.rename.body", "config.replace.body", "config.add.body", "config.append.body"];

    // Each began to name its scheme in a version of its own.
    private static readonly Dictionary<string, int> challenges = new(StringComparer.Ordinal) { ["basic-auth"] = 6, ["key-auth"] = 7, ["hmac-auth"] = 8, ["jwt"] = 8, ["ldap-auth"] = 8, ["oauth2"] = 8 };

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Plugins("360-01", Redis.MovedPlugins, p => Redis.Use(p)),
        Rule.Plugins("360-02", ["rate-limiting", "response-ratelimiting"], (p, i) => i.IsDeclarative ? Redis.Named(p, "config", Redis.FlatFields) : null),
        Rule.Plugins("360-03", ["acme"], (p, i) => i.IsDeclarative ? Redis.Named(p, "config.storage_config.redis", Redis.AcmeFields) : null),
        Rule.Plugins("360-08", bodyReaders, ReadsBody),
        Rule.Plugin("360-10", "azure-functions", p => p.IsEnabled() ? Hit.Suspected($"routeprefix {p.Text("config.routeprefix") ?? "not set"}, functionname {p.Text("config.functionname")}") : null),
        Rule.Plugin("360-14", "oas-validation", p => p.IsEnabled() && ValidatesBody(p) ? Hit.Suspected("validates bodies") : null),
        Rule.Plugins("360-20", [.. challenges.Keys], Challenges),
        Rule.Plugins("360-21", ["proxy-cache-advanced"], (p, i) => i.From.Major < 3 ? new("in use", FindingCertainty.Review) : null),
        new PrometheusRule("360-22"),
    ];

    // Open source 3.6.1 is mended, Enterprise 3.6.1.0 is not.
    private static Hit? ReadsBody(KongEntity plugin, InstallationFacts installation)
    {
        if (!plugin.IsEnabled() || (!installation.To.IsEnterprise && installation.To.Patch > 0)) return null;
        if (installation.Settings.GreenValue("proxy_listen") is { } listen && !listen.Contains("http2", StringComparison.Ordinal)) return null;
        bool isTransformer = plugin.Text("name") is "request-transformer" or "request-transformer-advanced";
        return isTransformer && !bodyTransformations.Any(t => PluginUse.HasItems(plugin, t) || PluginUse.HasItems(plugin, t + ".json")) ? null : Hit.Suspected("reads bodies, and Kong listens for HTTP/2");
    }

    private static bool ValidatesBody(KongEntity plugin) =>
        plugin.Field("config.validate_request_body") is not { ValueKind: System.Text.Json.JsonValueKind.False } || plugin.IsTrue("config.validate_response_body");

    private static Hit? Challenges(KongEntity plugin, InstallationFacts installation)
    {
        int since = challenges[plugin.Text("name")!];
        return plugin.IsEnabled() && Rule.IsAtLeast3(installation.To, since) && !Rule.IsAtLeast3(installation.From, since) ? new($"sends WWW-Authenticate since 3.{since}", FindingCertainty.Review) : null;
    }
}
