using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Staging.Routes.Model;

/// <summary>Finds the plugins of a request: of each name the one with the most specific scope. Immutable.</summary>
internal sealed class PluginBook
{
    private readonly ILookup<string, PluginModel> byScope;
    private readonly Dictionary<string, string> consumers = new(StringComparer.Ordinal);

    public PluginBook(IReadOnlyCollection<KongEntity> entities)
    {
        foreach (KongEntity consumer in entities.Where(e => e.Kind == "consumers"))
            if (consumer is { Id: { } id, Name: { } name }) consumers.TryAdd(name, id);
        byScope = entities.Where(e => e.Kind == "plugins").Select(e => new PluginModel(e)).Where(p => p.TakesPart).ToLookup(p => Scope(p.Workspace, p.Route, p.Service, p.Consumer is { } consumer ? ConsumerId(consumer) : null));
    }

    /// <summary>A consumer's id, whether it is named by id or by name.</summary>
    public string ConsumerId(string reference) => consumers.GetValueOrDefault(reference, reference);

    /// <summary>What takes part on a route, for a consumer if one is known by then.</summary>
    public IReadOnlyCollection<PluginModel> Of(RouteModel route, string? consumer = null)
    {
        Dictionary<string, PluginModel> chosen = new(StringComparer.Ordinal);
        foreach (string scope in Scopes(route, consumer))
            foreach (PluginModel plugin in byScope[scope]) chosen.TryAdd(plugin.Name, plugin);
        return chosen.Values;
    }

    // Kong's order, the most specific first. A file may name a parent by its name.
    private IEnumerable<string> Scopes(RouteModel route, string? consumer)
    {
        string?[] routes = [route.Id, route.Name], services = [route.Service?.Id, route.Service?.Name];
        foreach ((bool ofRoute, bool ofService, bool ofConsumer) in new[] { (true, true, true), (true, false, true), (false, true, true), (true, true, false), (false, false, true), (true, false, false), (false, true, false), (false, false, false) })
        {
            if (ofConsumer && consumer is null) continue;
            foreach (string? r in ofRoute ? routes.Where(n => n is not null) : [null])
                foreach (string? s in ofService ? services.Where(n => n is not null) : [null])
                    yield return Scope(route.Workspace, r, s, ofConsumer ? ConsumerId(consumer!) : null);
        }
    }

    private static string Scope(string? workspace, string? route, string? service, string? consumer) => $"{workspace}\n{route}\n{service}\n{consumer}";
}
