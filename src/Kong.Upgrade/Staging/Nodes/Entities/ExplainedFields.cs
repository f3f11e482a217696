using System.Globalization;
using Kong.Upgrade.Preflight.Catalogue;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>Explained differences by kind, reason and change: one sentence for however many entities.</summary>
internal sealed class ExplainedFields
{
    private const int MostNamed = 12;

    private readonly SortedDictionary<(string Kind, DifferenceReason Reason, string Change), (SortedSet<string> Fields, HashSet<EntityKey> Entities)> groups = [];

    public void Add(EntityDifference entity)
    {
        string kind = entity.Plugin is { } plugin ? $"plugin {plugin}" : entity.Key.Kind;
        foreach (FieldDifference field in entity.Fields.Where(f => f.Reason is DifferenceReason.Default or DifferenceReason.Moved))
        {
            if (!groups.TryGetValue((kind, field.Reason, field.Change ?? ""), out (SortedSet<string> Fields, HashSet<EntityKey> Entities) group)) groups[(kind, field.Reason, field.Change ?? "")] = group = (new(StringComparer.Ordinal), []);
            group.Fields.Add(field.What);
            group.Entities.Add(entity.Key);
        }
    }

    /// <summary>The sentences, in a stable order.</summary>
    public IEnumerable<string> Sentences() => groups.Select(g => Sentence(g.Key.Kind, g.Key.Reason, g.Key.Change, g.Value.Fields, g.Value.Entities.Count));

    private static string Sentence(string kind, DifferenceReason reason, string change, SortedSet<string> fields, int entities)
    {
        string named = string.Join(", ", fields.Take(MostNamed)) + (fields.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {fields.Count - MostNamed} more") : "");
        string why = BreakingChanges.Find(change) is { } found ? $" ({found})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{kind}, {entities:N0} {(entities == 1 ? "entity" : "entities")}: {(reason is DifferenceReason.Moved ? $"moved with the same value: {named}" : $"known to green only, with its default: {named}")}{why}");
    }
}
