using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>What Kong knows about the entities of one table.</summary>
/// <param name="Table">The table, also the key in declarative files.</param>
/// <param name="Fields">All fields except those every entity has.</param>
internal sealed record EntitySchema(string Table, IReadOnlyList<Field> Fields)
{
    /// <summary>The path of the collection in the Admin API.</summary>
    public string Path { get; init; } = Table;

    /// <summary>The field that may stand for the id in a URL.</summary>
    public string? Key { get; init; }

    /// <summary>Fields that no two entities may share.</summary>
    public IReadOnlyList<string> Unique { get; init; } = [];

    /// <summary>Whether times have milliseconds, as targets have.</summary>
    public bool PreciseTimes { get; init; }

    /// <summary>Whether a change is announced as that of a credential, which all versions hear (kong-facts 11.16).</summary>
    public bool IsCredential { get; init; }

    public Field? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);

    /// <summary>The entity as a node of that version shows it: fields it knows, with its defaults (kong-facts 1.8).</summary>
    public JsonObject View(JsonObject entity, VersionTraits version)
    {
        JsonObject view = [];
        foreach (Field field in Fields.Where(f => f.ExistsIn(version)))
            view[field.Name] = Value(entity, field);
        if (Table == "plugins")
            view["config"] = PluginSchemas.View((string)entity["name"]!, entity["config"] as JsonObject, version);
        // Headers of active checks came with 3.0 (recorded: w-upstream-put.http of 2.8.5).
        if (Table == "upstreams" && !version.AtLeast(3, 0))
            view["healthchecks"]!["active"]!.AsObject().Remove("headers");
        return view;
    }

    private static JsonNode? Value(JsonObject entity, Field field) =>
        entity[field.Name] is not { } given ? field.DefaultValue()
        : field.Kind is FieldKind.Record && field.DefaultValue() is JsonObject defaults ? Json.Merge(defaults, given.AsObject())
        : given.DeepClone();
}
