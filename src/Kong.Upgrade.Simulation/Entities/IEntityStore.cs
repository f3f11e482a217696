using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>All rows of all tables. Objects handed out are never changed, only replaced, so readers may keep them. Safe for concurrent use.</summary>
internal interface IEntityStore
{
    /// <summary>The rows in the order in which Kong lists them: by id, targets youngest first (recorded).</summary>
    IReadOnlyList<JsonObject> List(string table);

    IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Snapshot();

    JsonObject? Find(EntitySchema schema, string idOrKey);

    JsonObject? FindBy(string table, string field, string value);

    IReadOnlyList<JsonObject> Referring(string table, string field, string id);

    void Put(string table, JsonObject entity, EntityChange change = EntityChange.Upsert);

    /// <summary>Removes the row and what hangs on it; returns all that went.</summary>
    IReadOnlyList<(string Table, JsonObject Row)> Remove(string table, string id);
}

/// <summary>What an Admin API's verb does to a row.</summary>
internal enum EntityChange
{
    Create,
    Upsert,
    Update,
    Delete,
}
