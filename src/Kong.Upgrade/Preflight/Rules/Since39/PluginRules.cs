using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since39;

/// <summary>Plugins and filters that 3.9 changed, and rows between <c>up</c> and <c>finish</c>.</summary>
internal static class PluginRules
{
    private static readonly KongVersion firstPending = new(3, 7, 0, null), firstPendingEnterprise = new(3, 8, 0, 0);

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Plugins("390-02", ["ai-response-transformer", "correlation-id"], Order),
        Rule.Plugins("390-03", ["acme", "ai-rate-limiting-advanced", "graphql-proxy-cache-advanced", "graphql-rate-limiting-advanced", "openid-connect", "proxy-cache-advanced", "rate-limiting", "rate-limiting-advanced", "response-ratelimiting", "saml"], BothFields),
        Rule.Entity("390-04", "filter_chains", (c, i) => i.Settings.GreenValue("wasm") is "on" or "true" && Filters(c) is { } names ? Hit.Suspected($"filters {names}") : null),
        Rule.Plugin("390-06", "ai-rate-limiting-advanced", p => p.Objects("config.llm_providers").Any(l => l.Text("name") == "huggingface") ? "llm_providers has huggingface" : null),
    ];

    private static Hit? Order(KongEntity plugin, InstallationFacts installation) =>
        plugin.IsEnabled() && installation.CustomPlugins is { Count: > 0 } custom ? $"runs at another place among {string.Join(", ", custom)}" : null;

    // A file is as it was exported; only exports to come can hold both.
    private static Hit? BothFields(KongEntity plugin, InstallationFacts installation)
    {
        if (installation.IsDeclarative) return null;
        KongVersion first = plugin.Text("name") is "acme" or "rate-limiting" or "response-ratelimiting" ? firstPending : firstPendingEnterprise;
        return installation.From < first && installation.To >= first ? "old and new fields from 'up' to 'finish'" : null;
    }

    private static string? Filters(KongEntity chain) => chain.Objects("filters").Select(f => f.Text("name")).OfType<string>().ToArray() is { Length: > 0 } names ? string.Join(", ", names) : null;
}
