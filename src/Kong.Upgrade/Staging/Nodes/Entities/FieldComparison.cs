using System.Text.Json;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>Compares an entity as blue and as green show it, field by field.</summary>
/// <param name="plugin">The plugin's name; <see langword="null"/> for other kinds.</param>
/// <param name="defaults">What green fills in by its schema; <see langword="null"/> where that is not known.</param>
internal sealed class FieldComparison(string? plugin, IReadOnlyDictionary<string, JsonElement>? defaults)
{
    private readonly MovedField[] moves = [.. MovedField.All.Where(m => m.Concerns(plugin))];

    /// <summary>All fields that differ.</summary>
    public IEnumerable<FieldDifference> Compare(JsonElement blueEntity, JsonElement greenEntity)
    {
        SortedDictionary<string, JsonElement> blue = EntityFields.Of(blueEntity), green = EntityFields.Of(greenEntity);
        foreach (string field in blue.Keys.Union(green.Keys, StringComparer.Ordinal))
        {
            bool isBlue = blue.TryGetValue(field, out JsonElement old), isGreen = green.TryGetValue(field, out JsonElement now);
            if (isBlue && isGreen && EntityFields.AreSame(field, old, now)) continue;
            yield return isBlue && isGreen ? new(field, DifferenceReason.None, $"field {field} has another value than on blue") : isBlue ? OnlyBlue(field, blue, green) : OnlyGreen(field, now, blue, green);
        }
        if (EntityFields.Expires(blueEntity) != EntityFields.Expires(greenEntity)) yield return new("ttl", DifferenceReason.None, "field ttl has another value than on blue");
    }

    private FieldDifference OnlyBlue(string field, SortedDictionary<string, JsonElement> blue, SortedDictionary<string, JsonElement> green)
    {
        MovedField[] ways = [.. moves.Where(m => m.From == field)];
        if (ways.FirstOrDefault(m => m.IsKept(blue, green)) is { } way) return Moved(way);
        return ways.FirstOrDefault(m => m.To.Any(green.ContainsKey)) is { } other
            ? new(field, DifferenceReason.None, $"field {field} moved to {string.Join(", ", other.To)}, which has another value", other.Change)
            : new(field, DifferenceReason.None, $"field {field} is set on blue and not on green", ways.FirstOrDefault()?.Change);
    }

    private FieldDifference OnlyGreen(string field, JsonElement value, SortedDictionary<string, JsonElement> blue, SortedDictionary<string, JsonElement> green)
    {
        MovedField[] ways = [.. moves.Where(m => m.To.Contains(field) && blue.ContainsKey(m.From))];
        if (ways.FirstOrDefault(m => m.IsKept(blue, green)) is { } way) return Moved(way);
        if (ways.FirstOrDefault() is { } other) return new(field, DifferenceReason.None, $"field {other.From} moved to {field}, which has another value", other.Change);
        return IsDefault(field, value) switch
        {
            true => new(field, DifferenceReason.Default, field, KnownDefaults.Change(field)),
            false => new(field, DifferenceReason.None, $"field {field} is set on green, not to its default, and not on blue"),
            _ => new(field, DifferenceReason.Unknown, $"whether field {field} holds green's default"),
        };
    }

    private static FieldDifference Moved(MovedField way) => new(way.From, DifferenceReason.Moved, $"{way.From} to {string.Join(", ", way.To)}", way.Change);

    // Without a default in a schema that is known, anything set was set by somebody.
    private bool? IsDefault(string field, JsonElement value) =>
        defaults is null ? KnownDefaults.IsDefault(field, value) : defaults.TryGetValue(field, out JsonElement filled) ? EntityFields.AreSame(field, filled, value) : KnownDefaults.IsDefault(field, value) ?? false;
}
