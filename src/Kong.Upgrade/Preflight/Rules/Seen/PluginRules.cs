using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Seen;

/// <summary>Plugins and credentials that behave otherwise while two clusters share a database.</summary>
internal static class PluginRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Plugins("SEEN-16", ["post-function", "pre-function"], p => p.IsEnabled() && p.HasContent("config.functions") ? "functions" : null),
        Rule.Plugin("SEEN-18", "acme", (p, i) => !i.IsDeclarative && p.IsEnabled() ? p.Items("config.domains").Count() is > 0 and var count ? $"{count} domains" : "in use" : null),
        Rule.Plugins("SEEN-20", ["rate-limiting", "response-ratelimiting"], p => p.IsEnabled() && p.Text("config.policy") is ("cluster" or "redis") ? $"policy {p.Text("config.policy")}" : null),
        Rule.Plugin("SEEN-21", "correlation-id", (p, i) => !i.IsDeclarative && p.IsEnabled() && p.Has("config.generator") && !p.IsSet("config.generator") ? "generator null" : null),
        Rule.ReviewPlugins("SEEN-23", ["prometheus"], p => p.IsEnabled() && p.IsTrue("config.latency_metrics")),
        Rule.Entity("SEEN-11", "key_sets", (s, i) => i.From is { Major: 3, Minor: 4 } ? new Hit("in use") : null),
    ];
}
