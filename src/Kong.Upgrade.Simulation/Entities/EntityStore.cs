using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>All rows of all tables, in memory.</summary>
internal sealed class EntityStore : IEntityStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> _tables =
        EntitySchemas.All.ToDictionary(s => s.Table, _ => new SortedDictionary<string, JsonObject>(StringComparer.Ordinal));

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

    public void Put(string table, JsonObject entity, EntityChange change = EntityChange.Upsert)
    {
        lock (_gate)
            _tables[table][entity.Text("id")!] = entity;
    }

    public IReadOnlyList<(string Table, JsonObject Row)> Remove(string table, string id)
    {
        lock (_gate)
        {
            if (!_tables[table].Remove(id, out JsonObject? row))
                return [];
            List<(string, JsonObject)> gone = [(table, row)];
            foreach ((EntitySchema schema, Field field) in ForeignKeys.To(table))
                foreach (JsonObject child in Referring(schema.Table, field.Name, id))
                    gone.AddRange(Remove(schema.Table, child.Text("id")!));
            return gone;
        }
    }

    public IReadOnlyList<JsonObject> Referring(string table, string field, string id)
    {
        lock (_gate)
            return [.. _tables[table].Values.Where(e => e.Reference(field) == id)];
    }
}
