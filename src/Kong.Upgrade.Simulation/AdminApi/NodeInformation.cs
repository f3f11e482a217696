using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>`GET /` (kong-facts 3.1).</summary>
internal sealed class NodeInformation(NodeContext node)
{
    private readonly ResolvedConfiguration _configuration = new(node);

    public JsonObject Make()
    {
        // The list of plugins in use comes from the database.
        if (!node.Database.Reachable)
            throw KongError.Plain(500, "An unexpected error happened");
        JsonObject body = new()
        {
            ["version"] = node.Version.Text,
            ["tagline"] = "Welcome to kong",
            ["hostname"] = Environment.MachineName,
            ["node_id"] = node.Id.ToString(),
            ["lua_version"] = "LuaJIT 2.1.1700206165",
            ["timers"] = new JsonObject { ["running"] = node.Figures().RunningTimers, ["pending"] = node.Figures().PendingTimers },
            ["pids"] = new JsonObject
            {
                ["master"] = node.Options.MasterPid ?? node.WorkerPid - 1,
                ["workers"] = Json.Array(Enumerable.Range(node.WorkerPid, node.Options.Workers).Select(id => (JsonNode?)id)),
            },
            ["plugins"] = Plugins(),
            ["configuration"] = _configuration.Make(),
        };
        if (node.Version.HasEdition)
            body["edition"] = "community";
        return body;
    }

    private JsonObject Plugins() => new()
    {
        ["enabled_in_cluster"] = Json.Array(node.Database.Entities.List("plugins").Select(p => p.Text("name")).Distinct().Select(n => (JsonNode?)n)),
        ["available_on_server"] = new JsonObject(node.AvailablePlugins().Select(p => KeyValuePair.Create(p.Name, Describe(p.Name, p.Priority)))),
    };

    private JsonNode? Describe(string name, int priority) => node.Version.AtLeast(3, 0)
        ? new JsonObject
        {
            ["version"] = name == "opentelemetry" && !node.Version.AtLeast(3, 5) ? "0.1.0" : node.Version.Text,
            ["priority"] = priority,
        }
        : true;
}
