using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since34;

/// <summary>Plugins that 3.4 changed.</summary>
internal static class PluginRules
{
    private const double ShortestDelay = 0.001;

    private static readonly string[] whole = ["config.queue.max_batch_size", "config.queue.max_entries", "config.queue.max_bytes"], delays = ["config.queue.initial_retry_delay", "config.queue.max_retry_delay"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Plugins("340-10", [], BadQueue),
        Rule.Plugins("340-12", ["http-log", "opentelemetry"], p => p.IsEnabled() ? Referenced(p, "config.http_endpoint") ?? Referenced(p, "config.endpoint") : null),
        Rule.Plugins("340-18", ["saml"], (p, i) => p.IsEnabled() && i.CustomPlugins.Count > 0 ? new($"in use beside {string.Join(", ", i.CustomPlugins)}", FindingCertainty.Review) : null),
        Rule.Plugin("340-21", "graphql-rate-limiting-advanced", Cluster),
    ];

    private static Hit? BadQueue(KongEntity plugin, InstallationFacts installation)
    {
        if (!installation.IsDeclarative || !plugin.IsSet("config.queue")) return null;
        string[] found = [.. whole.Where(f => plugin.Number(f) is { } n && n != Math.Floor(n)), .. delays.Where(f => plugin.Number(f) < ShortestDelay)];
        return found.Length == 0 ? null : string.Join(", ", found.Select(f => FormattableString.Invariant($"{f} {plugin.Number(f)}")));
    }

    private static Hit? Referenced(KongEntity plugin, string field) => plugin.Text(field) is { } value && PluginUse.IsVaultReference(value) ? Hit.Suspected($"{field} {value}") : null;

    private static Hit? Cluster(KongEntity plugin) =>
        plugin.Text("config.strategy") == "redis" && Redis.Named(plugin, "config.redis", ["cluster_addresses", "cluster_nodes"]) is { } found ? Hit.Suspected(found) : null;
}
