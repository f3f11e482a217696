using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>`?tags=a,b` wants both, `?tags=a/b` one of them (kong-facts 3.3).</summary>
internal static class TagFilter
{
    public static IReadOnlyList<JsonObject> Apply(IReadOnlyList<JsonObject> rows, string tags)
    {
        if (tags.Length == 0)
            return rows;
        string[] any = tags.Split('/');
        string[] all = tags.Split(',');
        return [.. rows.Where(r => any.Length > 1 ? any.Any(r.Texts("tags").Contains) : all.All(r.Texts("tags").Contains))];
    }

    /// <summary>All tags with what bears them, by the bearer's id, as `GET /tags` lists them.</summary>
    public static IReadOnlyList<JsonObject> List(IEntityStore entities, string? only) =>
    [
        .. from schema in EntitySchemas.All
           from row in entities.List(schema.Table)
           from tag in row.Texts("tags")
           where only is null || tag == only
           orderby row.Text("id")
           select new JsonObject { ["entity_name"] = schema.Table, ["tag"] = tag, ["entity_id"] = row.Text("id") },
    ];
}
