using System.Globalization;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Balancing;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>`/upstreams/{u}/health` as this node sees it, `/targets/all`, and forcing a target's health (kong-facts 3.4).</summary>
internal sealed class UpstreamHealth(NodeContext node)
{
    private static readonly EntitySchema Upstreams = EntitySchemas.Of("upstreams");
    private static readonly EntitySchema Targets = EntitySchemas.Of("targets");

    public Task<AdminAnswer?> HandleAsync(AdminRequest request) => Task.FromResult(request.Segments switch
    {
        ["upstreams", var name, "health"] => Health(request, Find(name)),
        ["upstreams", var name, "targets", "all"] => List(request, Find(name)),
        ["upstreams", var name, "targets", var target, "healthy" or "unhealthy"] => Force(request, Find(name), target),
        _ => null,
    });

    private JsonObject Find(string name)
    {
        if (!node.Database.Reachable)
            throw KongError.Unexpected();
        return node.Database.Entities.Find(Upstreams, name) ?? throw KongError.NotFound();
    }

    private AdminAnswer Health(AdminRequest request, JsonObject upstream)
    {
        Only(request, "GET");
        JsonObject page = Paging.Page([.. TargetsOf(upstream).Select(t => Describe(t, upstream))], request, node.Version);
        page["node_id"] = node.Id.ToString();
        return new(200, page);
    }

    private AdminAnswer List(AdminRequest request, JsonObject upstream)
    {
        Only(request, "GET");
        return new(200, Paging.Page([.. TargetsOf(upstream).Select(t => Targets.View(t, node.Version))], request, node.Version));
    }

    /// <summary>Told to all nodes of both clusters, and no change of configuration: a freeze does not stop it (kong-facts 12.1 no. 3).</summary>
    private AdminAnswer Force(AdminRequest request, JsonObject upstream, string target)
    {
        Only(request, request.Method is "POST" ? "POST" : "PUT");
        JsonObject row = TargetsOf(upstream).FirstOrDefault(t => t.Text("id") == target || t.Text("target") == target) ?? throw KongError.NotFound();
        node.Database.Force(new(upstream.Text("name")!, row.Text("target")!, request.Segments[^1] == "healthy"));
        return new(204, null);
    }

    private IEnumerable<JsonObject> TargetsOf(JsonObject upstream) =>
        node.Database.Entities.List("targets").Where(t => t.Reference("upstream") == upstream.Text("id"));

    private JsonObject Describe(JsonObject row, JsonObject upstream)
    {
        JsonObject view = Targets.View(row, node.Version);
        string name = row.Text("target")!;
        Target? target = node.Configuration()?.Upstreams.GetValueOrDefault(upstream.Text("name")!)?.Targets.FirstOrDefault(t => t.Name == name);
        string health = target?.Health ?? "HEALTHCHECKS_OFF";
        int weight = row.Integer("weight", 100);
        int available = health == "UNHEALTHY" ? 0 : weight;
        (string host, int port) = Split(name);
        view["health"] = health;
        view["data"] = new JsonObject
        {
            ["host"] = host,
            ["port"] = port,
            ["dns"] = "A",
            ["nodeWeight"] = weight,
            ["weight"] = new JsonObject { ["total"] = weight, ["available"] = available, ["unavailable"] = weight - available },
            ["addresses"] = new JsonArray(new JsonObject { ["ip"] = host, ["port"] = port, ["weight"] = weight, ["health"] = health }),
        };
        return view;
    }

    private static (string Host, int Port) Split(string target)
    {
        int colon = target.LastIndexOf(':');
        return colon < 0 ? (target, 8000) : (target[..colon], int.Parse(target[(colon + 1)..], CultureInfo.InvariantCulture));
    }

    private static void Only(AdminRequest request, string method)
    {
        if (request.Method != method)
            throw KongError.Plain(405, "Method not allowed");
    }
}
