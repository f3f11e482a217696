using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Creates, replaces, changes and deletes entities with Kong's checks, in Kong's order.</summary>
internal sealed class EntityWriter(SimulatedDatabase database, VersionTraits version, Guid nodeId)
{
    public JsonObject Create(EntitySchema schema, JsonObject input) => Store(schema, Prepare(schema, input, null));

    /// <summary>PUT: what is not given goes back to its default; the id and the time of birth stay.</summary>
    public JsonObject Upsert(EntitySchema schema, string idOrKey, JsonObject input, JsonObject? existing)
    {
        JsonObject entity = (JsonObject)input.DeepClone();
        if (existing is null)
            entity[Guid.TryParse(idOrKey, out _) || schema.Key is null ? "id" : schema.Key] = idOrKey;
        else if (schema.Key is { } key && entity[key] is null)
            entity[key] = existing[key]?.DeepClone();
        return Store(schema, Prepare(schema, entity, existing));
    }

    public JsonObject Patch(EntitySchema schema, JsonObject existing, JsonObject input)
    {
        JsonObject known = schema.View(existing, version);
        RedisSettings.DropFlat(known, version);
        return Store(schema, Prepare(schema, Json.Merge(known, input), existing));
    }

    public void Delete(EntitySchema schema, JsonObject existing)
    {
        database.RefuseWhenFrozen(schema.Table);
        string id = existing.Text("id")!;
        foreach ((EntitySchema child, Field field) in ForeignKeys.RestrictingTo(schema.Table))
            if (database.Entities.Referring(child.Table, field.Name, id).Count > 0)
                throw KongError.StillReferenced(child.Table, schema.Table);
        foreach (string table in database.Entities.Remove(schema.Table, id))
            database.Announce(new(table, version, nodeId));
    }

    private JsonObject Prepare(EntitySchema schema, JsonObject input, JsonObject? existing)
    {
        JsonObject entity = (JsonObject)input.DeepClone();
        Shorthand.Expand(schema, entity);
        EntityValidator.Check(schema, entity, version);
        RedisSettings.Adopt(entity, version);
        entity["id"] = existing?.Text("id") ?? entity.Text("id") ?? Guid.NewGuid().ToString();
        entity["created_at"] = existing?["created_at"]?.DeepClone() ?? database.Now(schema.PreciseTimes);
        entity["updated_at"] = existing is null ? entity["created_at"]!.DeepClone() : database.Now(schema.PreciseTimes);
        return schema.View(entity, version);
    }

    private JsonObject Store(EntitySchema schema, JsonObject entity)
    {
        database.RefuseWhenFrozen(schema.Table);
        CheckReferences(schema, entity);
        CheckUnique(schema, entity);
        JsonObject stored = (JsonObject)entity.DeepClone();
        RedisSettings.DropFlat(stored, version);
        database.Entities.Put(schema.Table, stored);
        database.Announce(new(schema.Table, version, nodeId));
        return entity;
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
