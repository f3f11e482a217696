using System.Text.Json.Nodes;

namespace LocalUpgrade.Settings;

/// <summary>The list of fields as a JSON schema: <c>localupgrade.schema.json</c>, for editors.</summary>
internal static class SettingsSchema
{
    private const string Duration = @"^(\d+(\.\d+)?(ms|s|m|h|d))+$";

    public static string Text()
    {
        JsonObject root = Of(SettingsFields.Root);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "Settings of LocalUpgrade");
        return root.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonObject Of(Field field)
    {
        JsonObject schema = Shape(field);
        schema["description"] = field.Says;
        if (field.Default is { } value) schema["default"] = JsonNode.Parse(value);
        return schema;
    }

    private static JsonObject Shape(Field field) => field.Kind switch
    {
        FieldKind.Object when field.Variants.Count > 0 => new() { ["oneOf"] = Array(field.Variants.Select(v => Variant(field, v.Key))) },
        FieldKind.Object => Object(field.Fields),
        FieldKind.List => new() { ["type"] = "array", ["minItems"] = field.AtLeast, ["items"] = Of(field.Item!) },
        FieldKind.Map => new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["oneOf"] = Array([new JsonObject { ["type"] = "string" }, Object(SettingsFields.SecretText.Fields)]) } },
        FieldKind.Switch => new() { ["type"] = "boolean" },
        FieldKind.Choice => new() { ["enum"] = Array(field.Choices.Select(c => (JsonNode)c)) },
        FieldKind.Duration => new() { ["type"] = "string", ["pattern"] = Duration },
        FieldKind.Number or FieldKind.Whole => Number(field),
        _ => new() { ["type"] = "string", ["minLength"] = 1 },
    };

    private static JsonObject Variant(Field field, string word)
    {
        JsonObject schema = Object([.. field.Fields, .. field.Variants[word]]);
        schema["properties"]![field.Decider] = new JsonObject { ["const"] = word, ["description"] = field.Fields.First(f => f.Name == field.Decider).Says };
        return schema;
    }

    private static JsonObject Object(IReadOnlyList<Field> fields) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = Array(fields.Where(f => f.IsRequired).Select(f => (JsonNode)f.Name)),
        ["properties"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)Of(f)))),
    };

    private static JsonObject Number(Field field)
    {
        JsonObject schema = new() { ["type"] = field.Kind == FieldKind.Whole ? "integer" : "number" };
        if (field.Range.Least > double.MinValue) (schema["minimum"], schema["maximum"]) = (field.Range.Least, field.Range.Most);
        return schema;
    }

    private static JsonArray Array(IEnumerable<JsonNode> items) => new([.. items]);
}
