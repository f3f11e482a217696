using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Versions;
using static Kong.Upgrade.Simulation.Entities.FieldKind;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Redis settings of rate limiting, which 3.6 moved from `redis_host` and friends into a record `redis` (kong-facts 1.8).</summary>
internal static class RedisSettings
{
    private const string Prefix = "redis_";

    public static readonly IReadOnlyList<Field> Flat =
    [
        new("redis_host", Text), new("redis_port", Integer, "6379"), new("redis_password", Text), new("redis_username", Text),
        new("redis_ssl", FieldKind.Boolean, "false"), new("redis_ssl_verify", FieldKind.Boolean, "false"), new("redis_server_name", Text),
        new("redis_timeout", Integer, "2000"), new("redis_database", Integer, "0"),
    ];

    public static readonly Field Record = new("redis", FieldKind.Record, """
        {"host":null,"port":6379,"password":null,"username":null,"ssl":false,"ssl_verify":false,"server_name":null,"timeout":2000,"database":0}
        """) { Since = (3, 6) };

    /// <summary>What a node that knows the record shows: the record leads, the old names repeat it (recorded on 3.9.1).</summary>
    public static void Align(JsonObject view, JsonObject stored)
    {
        JsonObject redis = stored["redis"] is JsonObject record
            ? Json.Merge((JsonObject)Record.DefaultValue()!, record)
            : FromFlat(stored);
        view["redis"] = redis;
        foreach (Field field in Flat)
            view[field.Name] = redis[field.Name[Prefix.Length..]]?.DeepClone();
    }

    /// <summary>The same for response-ratelimiting, of which no other field is known here: an older node drops the record and fills in the old names.</summary>
    public static JsonObject View(string plugin, JsonObject config, VersionTraits version)
    {
        if (plugin != "response-ratelimiting")
            return config;
        if (version.HasRedisRecord)
        {
            Align(config, (JsonObject)config.DeepClone());
            return config;
        }
        config.Remove("redis");
        foreach (Field field in Flat)
            config[field.Name] ??= field.DefaultValue();
        return config;
    }

    /// <summary>The record that `migrations up` of 3.6 and later makes from the old names.</summary>
    public static JsonObject FromFlat(JsonObject config)
    {
        JsonObject redis = (JsonObject)Record.DefaultValue()!;
        foreach (Field field in Flat.Where(f => config[f.Name] is not null))
            redis[field.Name[Prefix.Length..]] = config[field.Name]!.DeepClone();
        return redis;
    }

    /// <summary>Moves what was given under the old names into the record, as a node that knows the record does on writing.</summary>
    public static void Adopt(JsonObject plugin, VersionTraits version)
    {
        if (Config(plugin, version) is not { } config)
            return;
        JsonObject redis = Json.Merge((JsonObject)Record.DefaultValue()!, config["redis"] as JsonObject ?? []);
        foreach (Field field in Flat.Where(f => config[f.Name] is not null))
            redis[field.Name[Prefix.Length..]] = config[field.Name]!.DeepClone();
        config["redis"] = redis;
        DropFlat(plugin, version);
    }

    /// <summary>Such a node stores the record only, so older nodes lose their settings (kong-facts 11.14).</summary>
    public static void DropFlat(JsonObject plugin, VersionTraits version)
    {
        if (Config(plugin, version) is { } config)
            foreach (Field field in Flat)
                config.Remove(field.Name);
    }

    private static JsonObject? Config(JsonObject plugin, VersionTraits version) =>
        version.HasRedisRecord && plugin.Text("name") is "rate-limiting" or "response-ratelimiting" ? plugin["config"] as JsonObject : null;
}
