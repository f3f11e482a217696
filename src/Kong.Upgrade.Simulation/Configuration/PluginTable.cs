using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Plugins;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>Chooses, per route, which configured plugins may apply, and in which order.</summary>
internal sealed class PluginTable
{
    private readonly (string Name, string? Route, string? Service, string? Consumer, IPlugin Plugin)[] _plugins;
    private readonly VersionTraits _version;

    public PluginTable(IReadOnlyList<JsonObject> rows, PluginFactory factory, VersionTraits version)
    {
        _version = version;
        _plugins =
        [
            .. from row in rows
               let name = row.Text("name")!
               let plugin = factory.Make(name, row.Text("id")!, row["config"] as JsonObject ?? [])
               select (name, row.Reference("route"), row.Reference("service"), row.Reference("consumer"), plugin),
        ];
    }

    public bool ShowsUpstreamHealth => _plugins.Any(p => p.Plugin is Prometheus { UpstreamHealth: true });

    public PluginChain ChainFor(string route, string? service) => new(
    [
        .. from plugin in _plugins
           where (plugin.Route is null || plugin.Route == route) && (plugin.Service is null || plugin.Service == service)
           group plugin by plugin.Name into instances
           orderby PluginCatalogue.Priority(instances.Key, _version) descending
           select new PluginChain.Slot(instances.Key, [.. instances.OrderByDescending(Specificity).Select(i => new PluginChain.Instance(i.Consumer, i.Plugin))]),
    ]);

    // Consumer before route before service; two of them before one.
    private static int Specificity((string Name, string? Route, string? Service, string? Consumer, IPlugin Plugin) plugin)
    {
        int count = (plugin.Route is null ? 0 : 1) + (plugin.Service is null ? 0 : 1) + (plugin.Consumer is null ? 0 : 1);
        return (count * 8) + (plugin.Consumer is null ? 0 : 4) + (plugin.Route is null ? 0 : 2) + (plugin.Service is null ? 0 : 1);
    }
}
