using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since33;

/// <summary>Plugins that 3.3 changed.</summary>
internal static class PluginRules
{
    private static readonly string[] queueing = ["http-log", "statsd", "datadog", "opentelemetry", "zipkin"];

    // The new version takes the old defaults for not set, and old rows have them all written down.
    private static readonly (string Field, double Default)[] legacyQueue =
        [("config.retry_count", 10), ("config.queue_size", 1), ("config.flush_timeout", 2), ("config.batch_span_count", 200), ("config.batch_flush_delay", 3)];

    private static readonly string[] secrets = ["_password", "_token", "_secret", "session_conf", "auth_conf", "proxy_server", "declarative_config_string", "license_data"];

    private static readonly string[] transformations = ["remove", "rename", "replace", "add", "append"], parts = ["headers", "querystring", "body"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Plugins("330-01", queueing, LegacyQueue),
        Rule.Plugins("330-04", LuaCode.Plugins, ReadsSecrets),
        new VaultSecretRule("330-09"),
        Rule.Plugin("330-10", "oauth2", p => p.IsEnabled() && p.IsTrue("config.enable_authorization_code") ? "enable_authorization_code is true" : null),
        Rule.Plugin("330-11", "request-transformer", (p, i) => p.IsEnabled() && i.Settings.GreenValue("untrusted_lua") == "off" ? Template(p) : null),
    ];

    private static Hit? LegacyQueue(KongEntity plugin)
    {
        List<string> found = [];
        foreach ((string field, double usual) in legacyQueue)
            if (plugin.Number(field) is { } number && number != usual) found.Add(FormattableString.Invariant($"{field} {number}"));
        return found.Count == 0 ? null : string.Join(", ", found);
    }

    private static Hit? ReadsSecrets(KongEntity plugin)
    {
        if (!plugin.IsEnabled()) return null;
        if (LuaCode.Mentions(plugin, "kong.configuration[") is { } any) return Hit.Suspected(any);
        if (LuaCode.Mentions(plugin, "kong.configuration") is not null) return LuaCode.Mentions(plugin, secrets) is { } secret ? Hit.Suspected($"{secret} and kong.configuration") : null;
        // A key of the code's own still works: only entries that Kong itself put there are out of reach.
        return LuaCode.Mentions(plugin, "kong.cache") is not null && LuaCode.Mentions(plugin, ":cache_key(", "\"services:", "\"routes:", "\"consumers:") is { } key ? Hit.Suspected($"{key} and kong.cache") : null;
    }

    private static Hit? Template(KongEntity plugin)
    {
        if (plugin.Text("config.replace.uri")?.Contains("$(", StringComparison.Ordinal) == true) return "config.replace.uri is a template";
        foreach (string transformation in transformations)
            foreach (string part in parts)
                if (plugin.Items($"config.{transformation}.{part}").Any(v => v.Contains("$(", StringComparison.Ordinal))) return $"config.{transformation}.{part} has a template";
        return null;
    }
}
