using System.Text.Json;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Checks an entity against the schema of a version and reports every violation at once, as Kong does.</summary>
internal static class EntityValidator
{
    public static void Check(EntitySchema schema, JsonObject entity, VersionTraits version)
    {
        JsonObject fields = [];
        CheckRecord(fields, schema.Fields, entity, version);
        if (schema.Table == "plugins" && entity.Text("name") is { } plugin)
            CheckPlugin(fields, plugin, entity["config"] as JsonObject ?? [], version);
        if (fields.Count > 0)
            throw KongError.Schema(fields, [.. Describe(fields, "")]);
    }

    private static void CheckRecord(JsonObject problems, IReadOnlyList<Field> fields, JsonObject record, VersionTraits version)
    {
        foreach (Field field in fields.Where(f => f.ExistsIn(version)))
            if (Problem(field, record[field.Name]) is { } problem)
                problems[field.Name] = problem;
        foreach ((string name, _) in record)
            if (!fields.Any(f => f.Name == name && f.ExistsIn(version)))
                problems[name] = "unknown field";
    }

    private static string? Problem(Field field, JsonNode? value) => (field.Kind, value?.GetValueKind()) switch
    {
        (_, null) => field.Required ? "required field missing" : null,
        (FieldKind.Integer, not JsonValueKind.Number) => "expected an integer",
        (FieldKind.Number, not JsonValueKind.Number) => "expected a number",
        (FieldKind.Text, not JsonValueKind.String) => "expected a string",
        (FieldKind.Boolean, not (JsonValueKind.True or JsonValueKind.False)) => "expected a boolean",
        (FieldKind.Set, not JsonValueKind.Array) => "expected a set",
        (FieldKind.Record, not JsonValueKind.Object) => "expected a record",
        _ => null,
    };

    private static void CheckPlugin(JsonObject problems, string plugin, JsonObject config, VersionTraits version)
    {
        if (!PluginCatalogue.Exists(plugin, version))
            problems["name"] = $"plugin '{plugin}' not enabled; add it to the 'plugins' configuration property";
        if (PluginSchemas.Find(plugin) is not { } fields)
            return;
        JsonObject inner = [];
        CheckRecord(inner, fields, config, version);
        if (plugin == "rate-limiting" && config.Text("policy") == "redis" && !NamesRedisHost(config, version))
        {
            problems["@entity"] = new JsonArray("failed conditional validation given value of field 'config.policy'");
            inner[version.HasRedisRecord ? "redis" : "redis_host"] = "required field missing";
        }
        if (inner.Count > 0)
            problems["config"] = inner;
    }

    private static bool NamesRedisHost(JsonObject config, VersionTraits version) =>
        config.Text("redis_host") is not null || (version.HasRedisRecord && (config["redis"] as JsonObject)?.Text("host") is not null);

    private static IEnumerable<string> Describe(JsonObject fields, string path) => fields.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value switch
    {
        JsonObject inner => Describe(inner, $"{path}{f.Key}."),
        JsonArray texts => texts.Select(t => t!.ToString()),
        _ => [$"{path}{f.Key}: {f.Value}"],
    });
}
