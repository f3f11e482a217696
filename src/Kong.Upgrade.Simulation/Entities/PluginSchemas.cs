using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Versions;
using static Kong.Upgrade.Simulation.Entities.FieldKind;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Configuration of the plugins that behave here, with Kong's defaults; others are taken as they come.</summary>
internal static class PluginSchemas
{
    private static readonly Field[] Periods = [.. RateLimitPeriods.Select(p => new Field(p, Number))];

    private static readonly string[] MetricFlags = ["status_code_metrics", "latency_metrics", "bandwidth_metrics", "upstream_health_metrics"];

    private static readonly Dictionary<string, Field[]> Known = new()
    {
        ["key-auth"] =
        [
            new("key_names", Set, """["apikey"]"""), new("hide_credentials", FieldKind.Boolean, "false"), new("anonymous", Text),
            new("key_in_header", FieldKind.Boolean, "true"), new("key_in_query", FieldKind.Boolean, "true"), new("key_in_body", FieldKind.Boolean, "false"),
            new("run_on_preflight", FieldKind.Boolean, "true"), new("realm", Text) { Since = (3, 7) },
        ],
        ["rate-limiting"] =
        [
            .. Periods, new("limit_by", Text, "\"consumer\""), new("header_name", Text), new("path", Text), new("policy", Text, "\"local\""),
            new("fault_tolerant", FieldKind.Boolean, "true"), new("hide_client_headers", FieldKind.Boolean, "false"),
            new("error_code", Integer, "429") { Since = (3, 1) }, new("error_message", Text, "\"API rate limit exceeded\"") { Since = (3, 1) },
            new("sync_rate", Number, "-1") { Since = (3, 2) }, .. RedisSettings.Flat, RedisSettings.Record,
        ],
        ["prometheus"] =
        [
            new("per_consumer", FieldKind.Boolean, "false"), .. MetricFlags
                .Select(n => new Field(n, FieldKind.Boolean, "false") { Since = (3, 0) }), new("ai_metrics", FieldKind.Boolean, "false") { Since = (3, 8) },
        ],
        ["request-termination"] =
        [
            new("status_code", Integer, "503"), new("message", Text), new("content_type", Text), new("body", Text),
            new("echo", FieldKind.Boolean, "false"), new("trigger", Text),
        ],
        ["cors"] =
        [
            new("origins", Set), new("headers", Set), new("exposed_headers", Set), new("max_age", Number), new("credentials", FieldKind.Boolean, "false"),
            new("preflight_continue", FieldKind.Boolean, "false"), new("private_network", FieldKind.Boolean, "false") { Since = (3, 5) },
            new("methods", Set, """["GET","HEAD","PUT","PATCH","POST","DELETE","OPTIONS","TRACE","CONNECT"]"""),
        ],
        ["correlation-id"] =
        [
            new("header_name", Text, "\"Kong-Request-ID\""), new("generator", Text, "\"uuid#counter\""), new("echo_downstream", FieldKind.Boolean, "false"),
        ],
    };

    public static IReadOnlyList<string> RateLimitPeriods => ["second", "minute", "hour", "day", "month", "year"];

    public static IReadOnlyList<Field>? Find(string plugin) => plugin switch
    {
        "request-transformer" => TransformerSchemas.Request,
        "response-transformer" => TransformerSchemas.Response,
        _ => Known.GetValueOrDefault(plugin) ?? AuthenticationSchemas.All.GetValueOrDefault(plugin),
    };

    private static JsonNode? Value(JsonObject config, Field field) =>
        config[field.Name] is JsonObject given && field.DefaultValue() is JsonObject defaults && field != RedisSettings.Record
            ? Json.Merge(defaults, given)
            : config[field.Name]?.DeepClone() ?? field.DefaultValue();

    /// <summary>The configuration as a node of that version reads it: it drops what it does not know and fills in defaults.</summary>
    public static JsonObject View(string plugin, JsonObject? config, VersionTraits version)
    {
        config ??= [];
        if (Find(plugin) is not { } fields)
            return RedisSettings.View(plugin, (JsonObject)config.DeepClone(), version);
        JsonObject view = [];
        foreach (Field field in fields.Where(f => f.ExistsIn(version)))
            view[field.Name] = Value(config, field);
        if (version.HasRedisRecord && plugin == "rate-limiting")
            RedisSettings.Align(view, config);
        return view;
    }
}
