using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>JSON in one form, whatever the order of its fields and the way its numbers are written. What is not set is left out: null, and empty lists and objects, which Lua does not tell apart.</summary>
internal static class CanonicalJson
{
    /// <summary>Whether nothing is set.</summary>
    public static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(f => IsNothing(f.Value)),
        _ => false,
    };

    /// <summary>A value as text.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isSet">Whether the order of a list means nothing.</param>
    public static string Text(JsonElement value, bool isSet)
    {
        if (isSet && value.ValueKind is JsonValueKind.Array) return $"[{string.Join(',', value.EnumerateArray().Select(i => Text(i, false)).Order(StringComparer.Ordinal))}]";
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new() { MaxDepth = 256 })) Write(json, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object) WriteObject(json, value);
        else if (value.ValueKind is JsonValueKind.Array) WriteArray(json, value);
        else if (value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out decimal number)) json.WriteRawValue(number.ToString("G29", CultureInfo.InvariantCulture));
        else value.WriteTo(json);
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement value)
    {
        json.WriteStartObject();
        foreach (JsonProperty field in value.EnumerateObject().Where(f => !IsNothing(f.Value)).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(field.Name);
            Write(json, field.Value);
        }
        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, JsonElement value)
    {
        json.WriteStartArray();
        foreach (JsonElement item in value.EnumerateArray()) Write(json, item);
        json.WriteEndArray();
    }
}
