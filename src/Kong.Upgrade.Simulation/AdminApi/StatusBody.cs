using System.Globalization;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Metrics;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>The body of `GET /status`, the same on both listeners; 200 even when the database is gone (kong-facts 3.2).</summary>
internal static class StatusBody
{
    public static JsonObject Make(NodeFigures figures, VersionTraits version, int workers) => new()
    {
        ["database"] = new JsonObject { ["reachable"] = figures.IsDatabaseReachable },
        ["memory"] = new JsonObject
        {
            ["lua_shared_dicts"] = new JsonObject(SharedDict.On(version).Select(d => KeyValuePair.Create<string, JsonNode?>(d.Name, new JsonObject
            {
                ["capacity"] = Mebibytes(d.Capacity),
                ["allocated_slabs"] = Mebibytes(d.Allocated),
            }))),
            ["workers_lua_vms"] = new JsonArray([.. Enumerable.Range(figures.WorkerPid, workers).Select(id => new JsonObject { ["http_allocated_gc"] = Mebibytes(figures.WorkerMemory), ["pid"] = id })]),
        },
        ["server"] = new JsonObject(figures.Connections().Select(c =>
            KeyValuePair.Create<string, JsonNode?>(c.State == "total" ? "total_requests" : "connections_" + c.State, c.Value))),
    };

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("0.00", CultureInfo.InvariantCulture) + " MiB";
}
