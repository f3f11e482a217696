using System.Runtime.InteropServices;
using System.Text;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>What several rules ask of an entity.</summary>
internal static class EntityLooks
{
    /// <summary>Whether a plugin takes part in traffic; a file that does not say means that it does.</summary>
    public static bool IsEnabled(this KongEntity plugin) => plugin.IsTrue("enabled") || !plugin.Has("enabled");

    /// <summary>Whether a field's JSON, as it is written, has some text anywhere in it. Cheap: nothing is copied.</summary>
    public static bool RawContains(this KongEntity entity, string field, string text) =>
        entity.Field(field) is { } value && JsonMarshal.GetRawUtf8Value(value).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    /// <summary>Whether a field is an array or object with anything in it.</summary>
    public static bool IsFilled(this KongEntity entity, string field) =>
        entity.Field(field) is { } value && value.ValueKind switch
        {
            System.Text.Json.JsonValueKind.Array => value.GetArrayLength() > 0,
            System.Text.Json.JsonValueKind.Object => value.GetPropertyCount() > 0,
            _ => false,
        };

    /// <summary>Which of some fields are there and not null.</summary>
    public static IEnumerable<string> SetAmong(this KongEntity entity, IEnumerable<string> fields) => fields.Where(f => entity.IsSet(f));

    /// <summary>A list of fields as a hit's value, without their values; <see langword="null"/> for none.</summary>
    public static string? Named(this IEnumerable<string> fields) => string.Join(", ", fields.Select(f => f.StartsWith("config.", StringComparison.Ordinal) ? f["config.".Length..] : f)) is { Length: > 0 } names ? names : null;

    /// <summary>What a hit calls another entity.</summary>
    public static string Label(this KongEntity entity) => entity.Name ?? entity.Id ?? "without name";
}
