using System.Globalization;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>Rows of Kong's tables and entities of the Admin API, each made into the other.</summary>
internal static class TableRow
{
    private const int CacheKeyParts = 5;

    private static readonly Dictionary<string, string[]> CacheKeys = new()
    {
        ["plugins"] = ["name", "route", "service", "consumer"],
        ["targets"] = ["upstream", "target"],
        ["acls"] = ["consumer", "group"],
    };

    public static string TableOf(EntitySchema schema) => schema.Table == "vaults" ? "sm_vaults" : schema.Table;

    public static string ColumnOf(Field field) => field.References is null ? field.Name : field.Name + "_id";

    public static JsonObject Read(EntitySchema schema, JsonObject row, DateTimeOffset now)
    {
        JsonObject entity = [];
        foreach (Field field in schema.Fields)
            entity[field.Name] = Read(schema, field, row[ColumnOf(field)], now);
        return entity;
    }

    /// <summary>The row for an entity: the columns of the fields that it has, and those that Kong adds.</summary>
    public static JsonObject Write(EntitySchema schema, JsonObject entity, string workspace, DateTimeOffset now)
    {
        JsonObject row = new() { ["ws_id"] = workspace };
        foreach (Field field in schema.Fields.Where(f => entity.ContainsKey(f.Name)))
            row[ColumnOf(field)] = Write(field, entity, now);
        if (CacheKeys.ContainsKey(schema.Table))
            row["cache_key"] = CacheKey(schema.Table, entity, workspace);
        return row;
    }

    /// <summary>The name under which nodes keep an entity: the table, five parts of its key, and the workspace (recorded in cluster_events).</summary>
    public static string CacheKey(string table, JsonObject entity, string workspace)
    {
        string[] fields = CacheKeys.GetValueOrDefault(table) ?? (EntitySchemas.Of(table) is { IsCredential: true, Key: { } key } ? [key] : ["id"]);
        IEnumerable<string> parts = fields.Select(f => entity.Reference(f) ?? entity.Text(f) ?? "");
        return $"{table}:{string.Join(':', parts.Concat(Enumerable.Repeat("", CacheKeyParts)).Take(CacheKeyParts))}:{workspace}";
    }

    private static JsonNode? Read(EntitySchema schema, Field field, JsonNode? value, DateTimeOffset now) => (field.Name, value) switch
    {
        (_, null) => null,
        ("created_at" or "updated_at", _) => Number(Time(value).ToUnixTimeMilliseconds(), schema.PreciseTimes),
        ("ttl", _) => (long)Math.Ceiling((Time(value) - now).TotalSeconds),
        _ when field.References is not null => new JsonObject { ["id"] = value.ToString() },
        _ => value.DeepClone(),
    };

    private static JsonNode? Write(Field field, JsonObject entity, DateTimeOffset now) => field.Name switch
    {
        "created_at" or "updated_at" => entity.Number(field.Name) is { } seconds ? Text(DateTimeOffset.UnixEpoch.AddSeconds(seconds)) : null,
        "ttl" => entity.Number("ttl") is { } left ? Text(now.AddSeconds(left)) : null,
        _ when field.References is not null => entity.Reference(field.Name),
        _ => entity[field.Name]?.DeepClone(),
    };

    private static JsonNode Number(long milliseconds, bool precise) => precise ? milliseconds / 1000.0 : milliseconds / 1000;

    private static DateTimeOffset Time(JsonNode value) => DateTimeOffset.Parse(value.ToString(), CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
