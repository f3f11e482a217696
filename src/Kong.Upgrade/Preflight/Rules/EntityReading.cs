using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Questions that several rules ask of entities.</summary>
internal static class EntityReading
{
    /// <summary>Whether a plugin works: one that is disabled still migrates, but changes no traffic.</summary>
    public static bool IsOn(this KongEntity plugin) => plugin.Field("enabled") is not { ValueKind: JsonValueKind.False };

    /// <summary>Whether a field holds something: neither null nor an empty text, list or object.</summary>
    public static bool HasContent(this KongEntity entity, string path) => entity.Field(path) is { } value && value.ValueKind switch
    {
        JsonValueKind.Null => false,
        JsonValueKind.String => value.ValueEquals("") is false,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => true,
    };

    /// <summary>The objects of a field that is a list of objects, or one object.</summary>
    public static IEnumerable<KongEntity> Objects(this KongEntity entity, string path) => entity.Field(path) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Where(i => i.ValueKind is JsonValueKind.Object).Select(i => new KongEntity(entity.Kind, i)),
        { ValueKind: JsonValueKind.Object } one => [new(entity.Kind, one)],
        _ => [],
    };
}
