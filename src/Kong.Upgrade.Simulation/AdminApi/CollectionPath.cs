using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>What a path of the Admin API names: a collection or an entity, possibly below a parent.</summary>
internal sealed record CollectionPath(EntitySchema Schema, string? Id, EntitySchema? Parent = null, string? ParentId = null, string? ParentField = null)
{
    public static CollectionPath? Read(string[] segments, VersionTraits version)
    {
        if (segments.Length is 0 or > 4 || Named(segments[0], version) is not { } first)
            return null;
        if (segments.Length <= 2)
            return new(first, segments.ElementAtOrDefault(1));
        if (first.Find(segments[2]) is { References: { } table } up && segments.Length == 3)
            return new(EntitySchemas.Of(table), null, first, segments[1], up.Name);
        return Child(first, segments[2], version) is { } child ? new(child, segments.ElementAtOrDefault(3), first, segments[1]) : null;
    }

    public CollectionPlace Resolve(IEntityStore entities)
    {
        if (Parent is null)
            return new(Schema, Id, Id is null ? entities.List(Schema.Table) : [], Id is null ? null : entities.Find(Schema, Id), null, null);
        JsonObject parent = entities.Find(Parent, ParentId!) ?? throw KongError.NotFound();
        if (ParentField is not null)
            return new(Schema, parent.Reference(ParentField), [], entities.Find(Schema, parent.Reference(ParentField) ?? ""), null, null) { IsSingle = true };
        string field = Schema.Fields.First(f => f.References == Parent.Table).Name;
        IReadOnlyList<JsonObject> rows = [.. entities.List(Schema.Table).Where(r => r.Reference(field) == parent.Text("id"))];
        JsonObject? row = Id is null ? null : rows.FirstOrDefault(r => r.Text("id") == Id || (Schema.Key is { } key && r.Text(key) == Id));
        return new(Schema, Id, rows, row, field, parent.Text("id"));
    }

    // Vaults came with 3.0 (recorded: 404 on 2.8.5).
    private static EntitySchema? Named(string path, VersionTraits version) =>
        EntitySchemas.All.FirstOrDefault(s => s.Path == path && (s.Table != "vaults" || version.AtLeast(3, 0)));

    // Below a consumer credentials are called `key-auth`, on their own `key-auths`.
    private static EntitySchema? Child(EntitySchema parent, string name, VersionTraits version) =>
        EntitySchemas.All.FirstOrDefault(s => s.Fields.Any(f => f.References == parent.Table)
            && (s.Path == name || (s.IsCredential && s.Path == name + "s")) && Named(s.Path, version) is not null);
}

/// <summary>The rows a path leads to.</summary>
internal sealed record CollectionPlace(
    EntitySchema Schema, string? Id, IReadOnlyList<JsonObject> Rows, JsonObject? Row, string? ParentField, string? ParentId)
{
    /// <summary>Whether the path leads to one entity although it names no id, as `/routes/{r}/service` does.</summary>
    public bool IsSingle { get; init; }

    /// <summary>The input, pointing to the parent in the path.</summary>
    public JsonObject Link(JsonObject input)
    {
        if (ParentField is not null)
            input[ParentField] = new JsonObject { ["id"] = ParentId };
        return input;
    }
}
