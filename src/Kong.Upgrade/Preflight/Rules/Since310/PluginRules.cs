using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since310;

/// <summary>Plugins that 3.10 changed.</summary>
internal static class PluginRules
{
    private const int ProtectionBefore = 915, ProtectionNow = 901;

    private static readonly string[] aiModels = ["ai-proxy", "ai-proxy-advanced", "ai-request-transformer", "ai-response-transformer"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.ReviewPlugins("3100-01", ["ai-proxy", "ai-proxy-advanced"], p => p.IsEnabled()),
        Rule.Plugins("3100-02", aiModels, Deprecated),
        Rule.Plugin("3100-03", "ai-rate-limiting-advanced", (p, i) => i.IsDeclarative && p.Objects("config.llm_providers").Any(l => l.Number("window_size") is not null || l.Number("limit") is not null) ? "llm_providers with a single window_size or limit" : null),
        Rule.Plugin("3100-06", "openid-connect", p => p.IsEnabled() && p.HasContent("config.unauthorized_redirect_uri") && !p.HasContent("config.forbidden_redirect_uri") ? Hit.Suspected("unauthorized_redirect_uri without forbidden_redirect_uri") : null),
        Rule.Plugin("3100-10", "file-log", p => p.Text("config.path") is { } path && path != path.Trim() ? $"path '{path}'" : null),
        Rule.Plugin("3100-11", "service-protection", Order),
        Rule.Plugin("3100-13", "session", p => p.Text("config.storage") == "kong" ? "storage kong" : null),
        Rule.Plugins("3100-16", ["graphql-rate-limiting-advanced", "rate-limiting-advanced"], p => p.HasContent("config.namespace") ? null : "no namespace"),
        Rule.Plugin("3100-17", "vault-auth", (p, i) => p.IsEnabled() && InstallationRules.SyncsIncrementally(i.Settings) ? "incremental_sync on" : null),
        Rule.Plugins("3100-18", ["confluent-consume", "kafka-consume"], p => p.HasContent("config.authentication") || p.HasContent("config.auth") ? null : Hit.Suspected("no authentication")),
        Rule.ReviewPlugins("3100-19", ["prometheus"], p => p.IsEnabled()),
    ];

    private static Hit? Deprecated(KongEntity plugin)
    {
        foreach (KongEntity model in plugin.Text("name") switch { "ai-proxy" => plugin.Objects("config"), "ai-proxy-advanced" => plugin.Objects("config.targets"), _ => plugin.Objects("config.llm") })
        {
            if (model.Text("route_type") == "preserve") return "route_type preserve";
            if (model.HasContent("model.options.upstream_path")) return $"model.options.upstream_path {model.Text("model.options.upstream_path")}";
        }

        return null;
    }

    // Custom plugins whose priority is known to lie elsewhere keep their place.
    private static Hit? Order(KongEntity plugin, InstallationFacts installation)
    {
        if (!plugin.IsEnabled()) return null;
        string[] between = [.. installation.CustomPlugins.Where(c => Priority(installation, c) is null or (>= ProtectionNow and <= ProtectionBefore))];
        return between.Length == 0 ? null : $"runs at another place among {string.Join(", ", between)}";
    }

    private static int? Priority(InstallationFacts installation, string plugin) => installation.Blue.Select(n => n.Priority(plugin)).FirstOrDefault(p => p is not null);
}
