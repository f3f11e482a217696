using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Command;

/// <summary><c>kong migrations status</c>: one JSON line; empty lists are left out (kong-facts 11.2).</summary>
internal static class MigrationStatus
{
    public static int Print(SchemaState state, KongOutput output)
    {
        output.Print(ToJson(state));
        return 0;
    }

    private static string ToJson(SchemaState state)
    {
        JsonObject status = new() { ["needs_bootstrap"] = state.NeedsBootstrap };
        Add(status, "executed_migrations", state.Executed);
        Add(status, "pending_migrations", state.Pending);
        Add(status, "new_migrations", state.New);
        Add(status, "missing_migrations", state.Missing);
        return status.ToJsonString();
    }

    private static void Add(JsonObject status, string key, IReadOnlyList<Migration> migrations)
    {
        if (migrations.Count > 0)
        {
            status[key] = new JsonArray([.. migrations.GroupBy(migration => migration.Subsystem).Select(Describe)]);
        }
    }

    private static JsonNode Describe(IGrouping<string, Migration> subsystem) => new JsonObject
    {
        ["subsystem"] = subsystem.Key,
        ["namespace"] = subsystem.Key == "core" ? "kong.db.migrations.core" : $"kong.plugins.{subsystem.Key}.migrations",
        ["migrations"] = new JsonArray([.. subsystem.Select(migration => (JsonNode)migration.Name)]),
    };
}
