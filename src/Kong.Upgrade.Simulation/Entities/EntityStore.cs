using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>All rows of all tables. Stored objects are never changed, only replaced, so readers may keep them.</summary>
internal sealed class EntityStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> _tables =
        EntitySchemas.All.ToDictionary(s => s.Table, _ => new SortedDictionary<string, JsonObject>(StringComparer.Ordinal));

    /// <summary>The rows in the order in which Kong lists them: by id, targets youngest first (recorded).</summary>
    public IReadOnlyList<JsonObject> List(string table)
    {
        lock (_gate)
            return table == "targets"
                ? [.. _tables[table].Values.OrderByDescending(t => t.Number("created_at"))]
                : [.. _tables[table].Values];
    }

    public IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Snapshot()
    {
        lock (_gate)
            return _tables.Keys.ToDictionary(t => t, List);
    }

    public JsonObject? Find(EntitySchema schema, string idOrKey)
    {
        lock (_gate)
            return _tables[schema.Table].GetValueOrDefault(idOrKey)
                ?? (schema.Key is null ? null : FindBy(schema.Table, schema.Key, idOrKey));
    }

    public JsonObject? FindBy(string table, string field, string value)
    {
        lock (_gate)
            return _tables[table].Values.FirstOrDefault(e => e.Text(field) == value);
    }

    public void Put(string table, JsonObject entity)
    {
        lock (_gate)
            _tables[table][entity.Text("id")!] = entity;
    }

    /// <summary>Removes the row and what hangs on it; returns the tables that changed.</summary>
    public IReadOnlyCollection<string> Remove(string table, string id)
    {
        lock (_gate)
        {
            HashSet<string> changed = [table];
            _tables[table].Remove(id);
            foreach ((EntitySchema schema, Field field) in ForeignKeys.To(table))
                foreach (JsonObject child in Referring(schema.Table, field.Name, id))
                    changed.UnionWith(Remove(schema.Table, child.Text("id")!));
            return changed;
        }
    }

    public IReadOnlyList<JsonObject> Referring(string table, string field, string id)
    {
        lock (_gate)
            return [.. _tables[table].Values.Where(e => e.Reference(field) == id)];
    }
}
