using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since37;

/// <summary>Plugins and vaults that 3.7 changed.</summary>
internal static class PluginRules
{
    private static readonly KongVersion firstWithQueues = new(3, 3, 0, null);

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Entity("370-03", "vaults", (v, i) => i.IsDeclarative && v.Text("name") == "hcv" && v.Text("config.auth_method") == "approle" ? Approle(v) : null),
        Rule.Plugins("370-04", ["ai-proxy", "ai-request-transformer", "ai-response-transformer"], AnthropicChat),
        Rule.ReviewPlugins("370-05", ["prometheus"], p => p.IsEnabled()),
        Rule.ReviewPlugins("370-06", ["datadog", "file-log", "http-log", "kafka-log", "loggly", "statsd", "statsd-advanced", "syslog", "tcp-log", "udp-log"], p => p.IsEnabled()),
        Rule.Plugin("370-08", "opentelemetry", (p, i) => i.From < firstWithQueues && !p.IsSet("config.queue") ? "no queue in its configuration" : null),
        Rule.Plugins("370-09", ["opentelemetry", "zipkin"], HeaderType),
        Rule.Plugin("370-10", "opentelemetry", p => p.Number("config.queue.max_batch_size") is 1 ? "queue.max_batch_size 1" : null),
    ];

    private static Hit? Approle(KongEntity vault)
    {
        if (IsBlank(vault, "config.approle_role_id")) return "auth_method approle without approle_role_id";
        bool hasFile = !IsBlank(vault, "config.approle_secret_id_file");
        if (vault.IsSet("config.approle_secret_id") && IsBlank(vault, "config.approle_secret_id")) return "auth_method approle with a blank approle_secret_id";
        return vault.IsSet("config.approle_secret_id") || hasFile ? null : "auth_method approle with neither approle_secret_id nor approle_secret_id_file";
    }

    private static bool IsBlank(KongEntity entity, string path) => string.IsNullOrWhiteSpace(entity.Text(path));

    private static Hit? AnthropicChat(KongEntity plugin)
    {
        if (!plugin.IsEnabled()) return null;
        string holder = plugin.Text("name") is "ai-proxy" ? "config" : "config.llm";
        bool isConcerned = plugin.Text($"{holder}.model.provider") == "anthropic" && plugin.Text($"{holder}.route_type") == "llm/v1/chat"
            && !plugin.HasContent($"{holder}.model.options.upstream_url") && !plugin.HasContent($"{holder}.model.options.upstream_path");
        return isConcerned ? "provider anthropic, route_type llm/v1/chat" : null;
    }

    // What every row has by default needs no conversion: the new field's defaults mean the same.
    private static Hit? HeaderType(KongEntity plugin)
    {
        if (plugin.Text("config.header_type") is { } type and not "preserve") return $"header_type {type}";
        return plugin.Text("config.default_header_type") is { } usual and not "b3" ? $"default_header_type {usual}" : null;
    }
}
