using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Creates, replaces, changes and deletes entities with Kong's checks, in Kong's order.</summary>
internal sealed class EntityWriter(SimulatedDatabase database, VersionTraits version, Guid nodeId)
{
    public JsonObject Create(EntitySchema schema, JsonObject input) => Store(schema, Prepare(schema, input, null), EntityChange.Create);

    /// <summary>PUT: what is not given goes back to its default; the id and the time of birth stay.</summary>
    public JsonObject Upsert(EntitySchema schema, string idOrKey, JsonObject input, JsonObject? existing)
    {
        JsonObject entity = (JsonObject)input.DeepClone();
        if (existing is null)
            entity[Guid.TryParse(idOrKey, out _) || schema.Key is null ? "id" : schema.Key] = idOrKey;
        else if (schema.Key is { } key && entity[key] is null)
            entity[key] = existing[key]?.DeepClone();
        return Store(schema, Prepare(schema, entity, existing), EntityChange.Upsert);
    }

    public JsonObject Patch(EntitySchema schema, JsonObject existing, JsonObject input)
    {
        JsonObject known = schema.View(existing, version);
        RedisSettings.DropFlat(known, version);
        return Store(schema, Prepare(schema, Json.Merge(known, input), existing), EntityChange.Update);
    }

    public void Delete(EntitySchema schema, JsonObject existing)
    {
        string id = existing.Text("id")!;
        foreach ((string table, JsonObject row) in database.Tables?.Remove(schema.Table, id) ?? DeleteChecked(schema, id))
            database.Announce(new(table, row, EntityChange.Delete, version, nodeId));
    }

    private IReadOnlyList<(string Table, JsonObject Row)> DeleteChecked(EntitySchema schema, string id)
    {
        lock (database.WriteGate)
        {
            database.RefuseWhenFrozen(schema.Table);
            foreach ((EntitySchema child, Field field) in ForeignKeys.RestrictingTo(schema.Table))
                if (database.Entities.Referring(child.Table, field.Name, id).Count > 0)
                    throw KongError.StillReferenced(child.Table, schema.Table);
            return database.Entities.Remove(schema.Table, id);
        }
    }

    private JsonObject Prepare(EntitySchema schema, JsonObject input, JsonObject? existing)
    {
        JsonObject entity = (JsonObject)input.DeepClone();
        Shorthand.Expand(schema, entity);
        EntityValidator.Check(schema, entity, version);
        if (existing is null)
            Secrets.Complete(schema, entity);
        if (input["password"] is not null && input.Text("password") != existing?.Text("password"))
            Secrets.Hide(schema, entity);
        RedisSettings.Adopt(entity, version);
        entity["id"] = existing?.Text("id") ?? entity.Text("id") ?? Guid.NewGuid().ToString();
        entity["created_at"] = existing?["created_at"]?.DeepClone() ?? database.Now(schema.PreciseTimes);
        entity["updated_at"] = existing is null ? entity["created_at"]!.DeepClone() : database.Now(schema.PreciseTimes);
        return schema.View(entity, version);
    }

    private JsonObject Store(EntitySchema schema, JsonObject entity, EntityChange change)
    {
        JsonObject stored = (JsonObject)entity.DeepClone();
        RedisSettings.DropFlat(stored, version);
        if (database.Tables is { } tables)
            tables.Put(schema.Table, stored, change);
        else
            PutChecked(schema, stored);
        database.Announce(new(schema.Table, stored, change, version, nodeId));
        return entity;
    }

    private void PutChecked(EntitySchema schema, JsonObject entity)
    {
        lock (database.WriteGate)
        {
            database.RefuseWhenFrozen(schema.Table);
            CheckReferences(schema, entity);
            CheckUnique(schema, entity);
            database.Entities.Put(schema.Table, entity);
        }
    }

    private void CheckReferences(EntitySchema schema, JsonObject entity)
    {
        foreach (Field field in schema.Fields.Where(f => f.References is not null))
            if (entity.Reference(field.Name) is { } id && database.Entities.Find(EntitySchemas.Of(field.References!), id) is null)
                throw KongError.MissingReference(field.Name, id, field.References!);
    }

    private void CheckUnique(EntitySchema schema, JsonObject entity)
    {
        foreach (string field in schema.Unique)
            if (entity.Text(field) is { } value && database.Entities.FindBy(schema.Table, field, value) is { } other
                && other.Text("id") != entity.Text("id"))
                throw KongError.Unique(field, value);
    }
}
