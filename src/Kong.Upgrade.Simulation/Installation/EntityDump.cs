using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>All entities as one JSON object: table by table, row by row, ids included.</summary>
internal static class EntityDump
{
    public static string Write(IEntityStore entities) => Json.Write(new JsonObject(
        entities.Snapshot().Select(t => KeyValuePair.Create<string, JsonNode?>(t.Key, Json.Array(t.Value.Select(r => r.DeepClone()))))));

    public static EntityStore Read(string json)
    {
        EntityStore entities = new();
        foreach ((string table, JsonNode? rows) in JsonNode.Parse(json)!.AsObject())
            foreach (JsonNode? row in rows!.AsArray()) entities.Put(table, row!.DeepClone().AsObject());
        return entities;
    }

    public static void Replace(IEntityStore entities, IEntityStore by)
    {
        foreach ((string table, var rows) in entities.Snapshot())
            foreach (JsonObject row in rows) entities.Remove(table, row.Text("id")!);
        foreach ((string table, var rows) in by.Snapshot())
            foreach (JsonObject row in rows) entities.Put(table, row);
    }
}
