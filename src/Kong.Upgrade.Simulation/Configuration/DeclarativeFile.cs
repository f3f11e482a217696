using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>
/// Reads a declarative file: flat as `kong config db_export` writes it, or nested (routes in services, plugins in either,
/// targets in upstreams, credentials in consumers), with foreign keys by id or by name.
/// </summary>
internal sealed class DeclarativeFile(long now)
{
    private readonly EntityStore _store = new();
    private readonly List<(EntitySchema Schema, JsonObject Entity)> _rows = [];

    public static EntityStore Load(string yaml, long now)
    {
        JsonObject root = YamlNodes.Parse(yaml);
        if (root.Text("_format_version") is not { } format || format.Split('.')[0] is not ("1" or "2" or "3"))
            throw new FormatException($"_format_version is '{root.Text("_format_version") ?? "missing"}'; 1.1, 2.1 and 3.0 can be read.");
        DeclarativeFile file = new(now);
        file.Collect(root, null, null);
        file.Link();
        // An export holds passwords as they are stored, and says so; a file written by hand holds them as they are typed.
        if (root.Flag("_transform", true))
            file.HidePasswords();
        return file._store;
    }

    private void Collect(JsonObject holder, EntitySchema? parent, string? parentId)
    {
        // Below a parent only what can point to it: the snis of a route are names, no entities.
        foreach (EntitySchema schema in EntitySchemas.All.Where(s => holder[s.Table] is JsonArray && (parent is null || s.Fields.Any(f => f.References == parent.Table))))
        {
            foreach (JsonObject entity in holder[schema.Table]!.AsArray().OfType<JsonObject>())
                Add(schema, (JsonObject)entity.DeepClone(), parent, parentId);
            if (parent is not null)
                holder.Remove(schema.Table);
        }
    }

    private void Add(EntitySchema schema, JsonObject entity, EntitySchema? parent, string? parentId)
    {
        if (parent is not null && schema.Fields.FirstOrDefault(f => f.References == parent.Table) is { } link)
            entity[link.Name] = parentId;
        Shorthand.Expand(schema, entity);
        entity["id"] ??= StableId(schema.Table, entity.ToJsonString());
        entity["created_at"] ??= now;
        Secrets.Complete(schema, entity);
        if (schema.Find("updated_at") is not null)
            entity["updated_at"] ??= entity["created_at"]!.DeepClone();
        // snis in a certificate are names that the table snis holds anyway; they are no nested entities.
        if (schema.Table != "certificates")
            Collect(entity, schema, entity.Text("id"));
        _rows.Add((schema, entity));
        _store.Put(schema.Table, entity);
    }

    /// <summary>Foreign keys come as id, as name or as record; they are stored as Kong shows them: `{"id": …}`.</summary>
    private void Link()
    {
        foreach ((EntitySchema schema, JsonObject entity) in _rows)
            foreach (Field field in schema.Fields.Where(f => f.References is not null && entity[f.Name] is not null))
                entity[field.Name] = new JsonObject { ["id"] = Resolve(schema, entity, field) };
    }

    private void HidePasswords()
    {
        foreach ((EntitySchema schema, JsonObject entity) in _rows)
            Secrets.Hide(schema, entity);
    }

    private string Resolve(EntitySchema schema, JsonObject entity, Field field)
    {
        string reference = entity[field.Name] is JsonObject record
            ? record.Text("id") ?? record.Text("name") ?? ""
            : entity.Text(field.Name)!;
        return _store.Find(EntitySchemas.Of(field.References!), reference)?.Text("id") ?? throw new FormatException(
            $"{schema.Table} '{entity.Text(schema.Key ?? "id")}' points to {field.References} '{reference}', which the file does not hold.");
    }

    // The same file gives the same ids, so two simulations of it can be compared.
    private static string StableId(string table, string content) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(table + content)).AsSpan(0, 16)).ToString();
}
