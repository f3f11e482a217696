using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Beyond;

/// <summary>Plugins that versions after 3.10 changed.</summary>
internal static class PluginRules
{
    private static readonly string[] ai = [.. BundledPlugins.All.Where(p => p.StartsWith("ai-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static readonly string[] hiding = ["basic-auth", "hmac-auth", "key-auth", "key-auth-enc", "ldap-auth", "ldap-auth-advanced", "oauth2", "oauth2-introspection", "openid-connect", "vault-auth"];

    private static readonly string[] claims = ["consumer_claim", "downstream_headers_claims", "downstream_headers_names", "upstream_headers_claims", "upstream_headers_names"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Plugins("3110-02", ai, p => p.IsEnabled() ? Hit.Suspected("in use") : null),
        Rule.Plugin("3110-03", "datakit", p => p.Objects("config.nodes").Any(n => n.Text("type") == "handlebars") ? "a node of type handlebars" : null),
        Rule.Plugin("3120-01", "kafka-consume", p => p.IsEnabled() && p.Reference("service") is not null ? "on a service" : null),
        Rule.Plugins("3120-02", ["ai-proxy-advanced", "ai-semantic-cache", "ai-semantic-prompt-guard"], p => p.IsEnabled() && p.HasContent("config.vectordb") ? "vectordb" : null),
        Rule.Plugin("3130-01", "ai-semantic-prompt-guard", p => p.IsSet("config.rules.max_request_body_size") && !p.IsSet("config.max_request_body_size") ? "rules.max_request_body_size" : null),
        Rule.Plugins("3140-02", [], Unverified),
        Rule.Plugins("3140-05", ["exit-transformer", "post-function", "pre-function"], Strict),
        Rule.Plugin("3140-07", "hmac-auth", (p, i) => i.IsDeclarative && !p.HasContent("config.algorithms") ? "no algorithms" : null),
        Rule.Plugin("3140-08", "openid-connect", p => claims.FirstOrDefault(c => p.HasContent($"config.{c}"))),
        Rule.Plugins("3140-10", hiding, (p, i) => i.IsDeclarative && !p.IsSet("config.hide_credentials") ? "no hide_credentials" : null),
        Rule.Plugin("3140-12", "opentelemetry", p => p.HasContent("config.access_logs_endpoint") ? "access_logs_endpoint" : null),
    ];

    private static Hit? Unverified(KongEntity plugin, InstallationFacts installation)
    {
        string? field = plugin.IsTrue("config.redis.ssl") && IsOff(plugin, "config.redis.ssl_verify") ? "redis.ssl_verify" : IsOff(plugin, "config.ssl_verify") ? "ssl_verify" : null;
        return field is null || SettingRules.VerifiesNothing(installation.Settings) ? null : new($"{field} false") { Severity = installation.Deployment is KongDeployment.HybridControlPlane ? FindingSeverity.Serious : null };
    }

    private static bool IsOff(KongEntity plugin, string field) => plugin.Field(field) is { ValueKind: JsonValueKind.False };

    // Where somebody set the mode, that stays.
    private static Hit? Strict(KongEntity plugin, InstallationFacts installation) => plugin.IsEnabled() && installation.Settings.IsSetForGreen("untrusted_lua") == false ? Hit.Suspected("untrusted_lua not set: sandbox becomes strict") : null;
}
