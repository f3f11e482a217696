using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>
/// The entities in Kong's own tables. Nothing is kept here: every call asks the database, as a node's Admin API and its rebuilds do. Calls block,
/// because plugins ask for credentials in the middle of a request; there is no timeout, as real lookups hang behind a locked table too (kong-facts 12.8 no. 6).
/// </summary>
internal sealed class PostgresEntities(PostgresSettings settings, TimeProvider time) : IEntityStore, IDisposable
{
    private readonly PostgresPool _pool = new(settings);

    public PostgresPool Pool => _pool;

    public TimeProvider Time => time;

    public bool IsReachable() => _pool.IsReachable();

    public IReadOnlyList<JsonObject> List(string table)
    {
        IReadOnlyList<JsonObject> rows = Select(EntitySchemas.Of(table), "");
        return table == "targets" ? [.. rows.OrderByDescending(t => t.Number("created_at"))] : rows;
    }

    public IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Snapshot() => EntitySchemas.All.ToDictionary(s => s.Table, s => List(s.Table));

    public JsonObject? Find(EntitySchema schema, string idOrKey) =>
        (Guid.TryParse(idOrKey, out _) ? FindBy(schema.Table, "id", idOrKey) : null)
        ?? (schema.Key is null ? null : FindBy(schema.Table, schema.Key, idOrKey));

    public JsonObject? FindBy(string table, string field, string value) => Select(EntitySchemas.Of(table), $"t.\"{field}\"::text = $1", value).FirstOrDefault();

    public IReadOnlyList<JsonObject> Referring(string table, string field, string id) =>
        Select(EntitySchemas.Of(table), $"t.\"{field}_id\"::text = $1", id);

    public void Put(string table, JsonObject entity, EntityChange change = EntityChange.Upsert)
    {
        EntitySchema schema = EntitySchemas.Of(table);
        JsonObject row = TableRow.Write(schema, entity, Workspace(), time.GetUtcNow());
        string[] columns = [.. Columns(TableRow.TableOf(schema)).Where(row.ContainsKey)];
        Run(schema, EntityStatement.Of(TableRow.TableOf(schema), columns, change), row.ToJsonString(), entity.Text("id")!);
    }

    /// <summary>One DELETE; what hangs on the row goes by the database's own cascades.</summary>
    public IReadOnlyList<(string Table, JsonObject Row)> Remove(string table, string id)
    {
        EntitySchema schema = EntitySchemas.Of(table);
        if (FindBy(table, "id", id) is not { } row)
            return [];
        List<(string, JsonObject)> gone = [(table, row)];
        gone.AddRange(from key in ForeignKeys.To(table) from child in Referring(key.Schema.Table, key.Field.Name, id) select (key.Schema.Table, child));
        Run(schema, $"DELETE FROM \"{TableRow.TableOf(schema)}\" WHERE id = $1::uuid", id);
        return gone;
    }

    public void Announce(DatabaseChange change)
    {
        string workspace = Workspace();
        foreach (ClusterEvent told in ClusterEvents.Of(change, workspace))
            Run(EntitySchemas.Of(change.Table), ClusterEvents.Insert, Guid.NewGuid(), change.NodeId, time.GetUtcNow(), told.Channel, told.Data);
    }

    public void Dispose() => _pool.Dispose();

    private string Workspace() =>
        _pool.Ask("SELECT id::text FROM workspaces WHERE name = 'default'", reader => reader.GetString(0)).FirstOrDefault() ?? throw KongError.Unexpected();

    private List<string> Columns(string table) => _pool.Ask(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1", reader => reader.GetString(0), table);

    private List<JsonObject> Select(EntitySchema schema, string where, params object[] values)
    {
        string live = schema.Find("ttl") is null ? "true" : "(t.ttl IS NULL OR t.ttl >= CURRENT_TIMESTAMP)";
        string sql = $"SELECT row_to_json(t)::text FROM \"{TableRow.TableOf(schema)}\" t WHERE {live}{(where.Length > 0 ? " AND " : "")}{where} ORDER BY t.id";
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            return _pool.Ask(sql, reader => TableRow.Read(schema, (JsonObject)JsonNode.Parse(reader.GetString(0))!, now), values);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // An older Kong's database has no such entities.
            return [];
        }
        catch (NpgsqlException)
        {
            throw KongError.Unexpected();
        }
    }

    private void Run(EntitySchema schema, string sql, params object[] values)
    {
        try
        {
            _pool.Do(sql, values);
        }
        catch (NpgsqlException error)
        {
            throw DatabaseRefusal.Of(error, schema);
        }
    }
}
