using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Balancing;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Metrics;
using Kong.Upgrade.Simulation.Plugins;
using Kong.Upgrade.Simulation.Routing;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>Makes a node's configuration out of the rows of the database, as the node's version reads them.</summary>
internal sealed class ConfigurationBuilder(VersionTraits version, Func<string, string> redirect, PluginFactory plugins, NodeMetrics metrics)
{
    public NodeConfiguration Build(IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> rows)
    {
        JsonObject[] targets = [.. View(rows, "targets")];
        Dictionary<string, Balancer> upstreams = View(rows, "upstreams").ToDictionary(u => u.Text("name")!, u => Upstream(u, targets));
        Dictionary<string, ServiceModel> services = View(rows, "services").ToDictionary(s => s.Text("id")!, s => Service(s, upstreams));
        PluginTable table = new([.. View(rows, "plugins").Where(p => p.Flag("enabled", true))], plugins, version);
        IEnumerable<RouteCandidate> candidates = View(rows, "routes").SelectMany(r => Candidates(r, services, table));
        return new(new(candidates), upstreams, new(rows["certificates"], rows["snis"]), table.ShowsUpstreamHealth);
    }

    private IEnumerable<JsonObject> View(IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> rows, string table) =>
        rows[table].Select(r => EntitySchemas.Of(table).View(r, version));

    private Balancer Upstream(JsonObject upstream, IReadOnlyList<JsonObject> targets)
    {
        HealthcheckSettings checks = HealthcheckSettings.Read(upstream);
        return new(upstream.Text("name"), checks,
        [
            .. from target in targets
               where target.Reference("upstream") == upstream.Text("id")
               let name = WithPort(target.Text("target")!)
               select new Target(name, redirect(name), target.Integer("weight", 100), checks.IsOn),
        ]);
    }

    private ServiceModel Service(JsonObject service, Dictionary<string, Balancer> upstreams)
    {
        string host = service.Text("host")!;
        string address = $"{host}:{service.Integer("port", 80)}";
        Balancer balancer = upstreams.GetValueOrDefault(host)
            ?? new(null, HealthcheckSettings.Off, [new Target(address, redirect(address), 1, false)]);
        return new(service.Text("id")!, service.Text("name") ?? service.Text("id")!, service.Text("protocol") ?? "http", service.Text("path") ?? "/",
            service.Integer("retries", 5), TimeSpan.FromMilliseconds(service.Integer("read_timeout", 60000)), balancer);
    }

    private IEnumerable<RouteCandidate> Candidates(JsonObject route, Dictionary<string, ServiceModel> services, PluginTable table)
    {
        RouteModel model = Route(route, services.GetValueOrDefault(route.Reference("service") ?? ""), table);
        IReadOnlyList<string> paths = route.Texts("paths");
        return paths.Count == 0
            ? [new(model, null)]
            : paths.Select(p => RoutePath.Read(p, version)).OfType<RoutePath>().Select(p => new RouteCandidate(model, p));
    }

    private RouteModel Route(JsonObject route, ServiceModel? service, PluginTable table)
    {
        string id = route.Text("id")!;
        string name = route.Text("name") ?? id;
        return new(id, name)
        {
            Hosts = new(route.Texts("hosts")),
            Methods = route.Texts("methods").ToHashSet(StringComparer.Ordinal),
            Headers = route["headers"] is JsonObject headers ? [.. headers.Select(h => new RouteHeader(h.Key, headers.Texts(h.Key)))] : [],
            Snis = new([.. route.Texts("snis").Select(s => s.TrimEnd('.'))]),
            RegexPriority = route.Integer("regex_priority", 0),
            CreatedAt = route.Number("created_at") ?? 0,
            StripPath = route.Flag("strip_path", true),
            PreserveHost = route.Flag("preserve_host"),
            Protocols = route.Texts("protocols").ToHashSet(StringComparer.Ordinal),
            RefuseHttpWith = route.Texts("protocols").Contains("https") && !route.Texts("protocols").Contains("http") ? route.Integer("https_redirect_status_code", 426) : null,
            Service = service,
            Plugins = table.ChainFor(id, service?.Id),
            Metrics = metrics.Of(service?.Name ?? "", name),
        };
    }

    private static string WithPort(string target) => target.Contains(':', StringComparison.Ordinal) ? target : target + ":8000";
}
