using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Staging.Routes.Model;

/// <summary>The routes of all workspaces, which share one router, and what decides their answers. Immutable.</summary>
internal sealed class RouteConfiguration
{
    private RouteConfiguration(IReadOnlyList<RouteModel> routes, PluginBook plugins, CredentialBook credentials) => (Routes, Plugins, Credentials) = (routes, plugins, credentials);

    public IReadOnlyList<RouteModel> Routes { get; }

    public PluginBook Plugins { get; }

    public CredentialBook Credentials { get; }

    public static RouteConfiguration Of(IReadOnlyCollection<KongEntity> entities)
    {
        HashSet<string> upstreams = [.. Kind(entities, "upstreams").Select(u => u.Text("name")).OfType<string>()];
        Dictionary<string, ServiceModel> services = new(StringComparer.Ordinal);
        foreach (KongEntity entity in Kind(entities, "services"))
        {
            ServiceModel service = new(entity, entity.Text("host") is { } host && upstreams.Contains(host));
            foreach (string key in new[] { service.Id, service.Name }.OfType<string>()) services.TryAdd(key, service);
        }
        return new([.. Kind(entities, "routes").Select(r => new RouteModel(r, r.Reference("service") is { } of ? services.GetValueOrDefault(of) : null))], new(entities), new(entities));
    }

    private static IEnumerable<KongEntity> Kind(IEnumerable<KongEntity> entities, string kind) => entities.Where(e => e.Kind == kind);
}
