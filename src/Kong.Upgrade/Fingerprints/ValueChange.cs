using System.Text.Json;

namespace Kong.Upgrade.Fingerprints;

/// <summary>A changed value in words for a person: the column, what it was and what it is; JSON by the fields that changed; nothing that looks secret.</summary>
internal static class ValueChange
{
    private const int Longest = 120;

    public static IEnumerable<string> Describe(Column column, string? before, string? after) =>
        column.Type is "jsonb" or "json" && before is not null && after is not null
            ? Fields(column.Name, before, after)
            : [Words(column.Name, before, after)];

    private static IEnumerable<string> Fields(string column, string before, string after)
    {
        SortedDictionary<string, string> one = Flat(column, before), other = Flat(column, after);
        return one.Keys.Union(other.Keys).Order(StringComparer.Ordinal)
            .Where(path => one.GetValueOrDefault(path) != other.GetValueOrDefault(path))
            .Select(path => Words(path, one.GetValueOrDefault(path), other.GetValueOrDefault(path)));
    }

    private static string Words(string path, string? before, string? after) =>
        before is null ? $"{path}: {Show(path, after)} is new"
        : after is null ? $"{path}: {Show(path, before)} is gone"
        : $"{path}: {Show(path, before)} becomes {Show(path, after)}";

    private static string Show(string path, string? value) =>
        value is null ? "null" : Masking.Value(path, value.Length <= Longest ? value : value[..Longest] + "…", value);

    private static SortedDictionary<string, string> Flat(string column, string json)
    {
        SortedDictionary<string, string> fields = new(StringComparer.Ordinal);
        using JsonDocument document = JsonDocument.Parse(json);
        Flatten(column, document.RootElement, fields);
        return fields;
    }

    private static void Flatten(string path, JsonElement value, SortedDictionary<string, string> fields)
    {
        if (value.ValueKind is JsonValueKind.Object && value.EnumerateObject().Any())
            foreach (JsonProperty property in value.EnumerateObject()) Flatten($"{path}.{property.Name}", property.Value, fields);
        else if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0)
            foreach ((int index, JsonElement item) in value.EnumerateArray().Index()) Flatten($"{path}[{index}]", item, fields);
        else fields[path] = value.GetRawText();
    }
}
