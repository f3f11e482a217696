using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>What several rules ask of an entity.</summary>
internal static class EntityLooks
{
    /// <summary>Whether a plugin takes part in traffic; a file that does not say means that it does.</summary>
    public static bool IsEnabled(this KongEntity plugin) => plugin.Field("enabled") is not { ValueKind: JsonValueKind.False };

    /// <summary>Whether a field's JSON, as it is written, has some text anywhere in it. Cheap: nothing is copied.</summary>
    public static bool RawContains(this KongEntity entity, string field, string text) =>
        entity.Field(field) is { } value && JsonMarshal.GetRawUtf8Value(value).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    /// <summary>Whether a field is an array or object with anything in it.</summary>
    public static bool IsFilled(this KongEntity entity, string field) =>
        entity.Field(field) is { } value && value.ValueKind switch
        {
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.Object => value.GetPropertyCount() > 0,
            _ => false,
        };

    /// <summary>Which of some fields are there and not null.</summary>
    public static IEnumerable<string> SetAmong(this KongEntity entity, IEnumerable<string> fields) => fields.Where(f => entity.IsSet(f));

    /// <summary>A list of fields as a hit's value, without their values; <see langword="null"/> for none.</summary>
    public static string? Named(this IEnumerable<string> fields) => string.Join(", ", fields.Select(f => f.StartsWith("config.", StringComparison.Ordinal) ? f["config.".Length..] : f)) is { Length: > 0 } names ? names : null;

    /// <summary>What a hit calls another entity.</summary>
    public static string Label(this KongEntity entity) => entity.Name ?? entity.Id ?? "without name";

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
