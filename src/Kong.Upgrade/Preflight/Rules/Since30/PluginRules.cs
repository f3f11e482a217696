using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Plugins that 3.0 changed.</summary>
internal static class PluginRules
{
    private static readonly string[] metrics = ["config.status_code_metrics", "config.latency_metrics", "config.bandwidth_metrics", "config.upstream_health_metrics"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Declarative("300-24", ["acl", "bot-detection", "ip-restriction"], p => p.SetAmong(["config.blacklist", "config.whitelist"]).Named()),
        Rule.Plugin("300-25", "acme", p => p.IsEnabled() && p.Text("config.storage") == "vault" && !p.IsSet("config.storage_config.vault.auth_method") ? "storage vault without auth_method" : null),
        Rule.Plugin("300-26", "acme", p => p.IsEnabled() && !p.IsFilled("config.domains") && !p.IsTrue("config.allow_any_domain") ? "no domains" : null),
        Rule.Plugin("300-27", "aws-lambda", p => p.IsEnabled() && p.IsSet("config.host") && !p.IsSet("config.aws_region") ? Hit.Suspected($"host {p.Text("config.host")} without aws_region") : null),
        Rule.Plugin("300-28", "aws-lambda", p => p.IsEnabled() && p.IsSet("config.host") && p.IsSet("config.aws_region") ? Hit.Suspected($"host {p.Text("config.host")} with aws_region {p.Text("config.aws_region")}") : null),
        Declarative("300-29", ["aws-lambda"], p => p.IsSet("config.proxy_scheme") ? "proxy_scheme is set" : null),
        Rule.Plugin("300-30", "http-log", Headers),
        Rule.Plugins("300-33", ["pre-function", "post-function"], Functions),
        Rule.Plugin("300-34", "prometheus", p => p.IsEnabled() ? "in use" : null),
        Rule.Plugin("300-35", "prometheus", p => p.IsEnabled() && metrics.Where(m => !p.IsTrue(m)).Named() is { } names ? $"off: {names}" : null),
        Rule.Plugin("300-37", "statsd-advanced", _ => "in use"),
        Declarative("300-38", ["rate-limiting", "response-ratelimiting", "rate-limiting-advanced"], WithoutPolicy),
        new EitherRule("300-53", Tracing, ["plugins"], ["opentracing"], (_, _) => "in use"),
        Rule.Plugin("300-57", "rate-limiting-advanced", (p, i) => i.IsHybrid() && p.IsEnabled() && p.Text("config.strategy") == "cluster" ? "strategy cluster" : null),
        Declarative("300-59", ["syslog"], p => p.IsSet("config.facility") ? null : "no facility"),
    ];

    private static ChangeRule Declarative(string id, IReadOnlyList<string> plugins, Func<KongEntity, string?> look) => Rule.Plugins(id, plugins, (p, i) => i.IsDeclarative ? look(p) : null);

    // A file with arrays is refused; of rows only those with several values come out differently.
    private static Hit? Headers(KongEntity plugin, InstallationFacts installation)
    {
        if (plugin.Field("config.headers") is not { ValueKind: JsonValueKind.Object } headers) return null;
        int least = installation.IsDeclarative ? 0 : 2;
        string names = string.Join(", ", headers.EnumerateObject().Where(h => h.Value.ValueKind is JsonValueKind.Array && h.Value.GetArrayLength() >= least).Select(h => h.Name));
        if (names.Length == 0) return null;
        return installation.IsDeclarative ? new($"headers as lists: {names}") : new($"headers with several values: {names}") { Severity = FindingSeverity.Warning };
    }

    private static Hit? Functions(KongEntity plugin, InstallationFacts installation) =>
        !plugin.IsFilled("config.functions") ? null : new("functions is set") { Severity = installation.IsDeclarative ? FindingSeverity.Blocking : FindingSeverity.Warning };

    private static string? WithoutPolicy(KongEntity plugin)
    {
        string field = plugin.Text("name") == "rate-limiting-advanced" ? "strategy" : "policy";
        return !plugin.IsEnabled() || plugin.IsSet($"config.{field}") ? null : $"no {field}: cluster becomes local";
    }

    private static IEnumerable<Hit> Tracing(InstallationFacts installation) =>
        from name in installation.Settings.SetNames.Order(StringComparer.Ordinal)
        where name.Contains("opentracing", StringComparison.Ordinal) || (name.StartsWith("nginx_", StringComparison.Ordinal) && installation.Settings.Value(name)?.Contains("opentracing", StringComparison.Ordinal) == true)
        select Rule.SettingHit(name, "nginx-opentracing");
}
