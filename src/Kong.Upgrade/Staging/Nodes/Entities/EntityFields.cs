using System.Text.Json;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>An entity's fields that are set, by path: <c>config.redis.host</c>.</summary>
internal static class EntityFields
{
    /// <summary>What a node counts or notes by itself: how long an entity still lives, and when it was written, which versions before 3.3 do not say of all kinds.</summary>
    public static bool IsKeptByItself(string field) => field is "ttl" or "updated_at" or "created_at";

    /// <summary>Whether its life ends at all; how long it still lasts is counted down.</summary>
    public static bool Expires(JsonElement entity) => entity.TryGetProperty("ttl", out JsonElement ttl) && ttl.ValueKind is JsonValueKind.Number;

    /// <summary>The fields. Lists of the entity itself (tags, hosts, methods …) are sets.</summary>
    public static SortedDictionary<string, JsonElement> Of(JsonElement entity)
    {
        SortedDictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
        foreach (JsonProperty field in entity.EnumerateObject().Where(f => !IsKeptByItself(f.Name))) Add(fields, field.Name, field.Value);
        return fields;
    }

    /// <summary>Takes a value apart into fields.</summary>
    public static void Add(SortedDictionary<string, JsonElement> fields, string path, JsonElement value)
    {
        if (CanonicalJson.IsNothing(value)) return;
        if (value.ValueKind is not JsonValueKind.Object) fields[path] = value;
        else
            foreach (JsonProperty field in value.EnumerateObject()) Add(fields, $"{path}.{field.Name}", field.Value);
    }

    /// <summary>Whether two values of a field are the same.</summary>
    public static bool AreSame(string path, JsonElement one, JsonElement other)
    {
        bool isSet = !path.Contains('.', StringComparison.Ordinal);
        return CanonicalJson.Text(one, isSet) == CanonicalJson.Text(other, isSet);
    }
}
