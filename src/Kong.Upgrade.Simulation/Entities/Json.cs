using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Small readers for JSON, and text as Kong writes it.</summary>
internal static class Json
{
    // Kong escapes neither slashes nor letters beyond ASCII (recorded: "/café").
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode node) => node.ToJsonString(Relaxed);

    public static string? Text(this JsonObject entity, string name) => entity[name] is JsonValue value ? value.ToString() : null;

    public static bool Flag(this JsonObject entity, string name, bool otherwise = false) =>
        entity[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : otherwise;

    public static double? Number(this JsonObject entity, string name) =>
        entity[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? Numeric(value) : null;

    public static int Integer(this JsonObject entity, string name, int otherwise) => (int)(entity.Number(name) ?? otherwise);

    public static IReadOnlyList<string> Texts(this JsonObject entity, string name) =>
        entity[name] is JsonArray items ? [.. items.Select(i => i!.ToString())] : [];

    /// <summary>The id that a foreign key holds.</summary>
    public static string? Reference(this JsonObject entity, string name) => (entity[name] as JsonObject)?.Text("id");

    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    /// <summary>The defaults, overlaid with what is given, record by record.</summary>
    public static JsonObject Merge(JsonObject defaults, JsonObject given)
    {
        foreach ((string name, JsonNode? value) in given)
            defaults[name] = value is JsonObject inner && defaults[name] is JsonObject below
                ? Merge((JsonObject)below.DeepClone(), inner)
                : value?.DeepClone();
        return defaults;
    }

    private static double Numeric(JsonValue value) =>
        value.TryGetValue(out long whole) ? whole : value.TryGetValue(out int small) ? small : value.GetValue<double>();
}
