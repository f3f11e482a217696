using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>What a route is and has, in the words of <see cref="DerivedRequest.Traits"/>.</summary>
internal static class RouteTraits
{
    public const string OrderDiffers = "order differs between versions", OrderNotKnown = "order is not known";

    public static IEnumerable<string> Of(RouteModel route, RouteEntry entry, IEnumerable<PluginModel> plugins)
    {
        foreach (PluginModel plugin in plugins.OrderBy(p => p.Name, StringComparer.Ordinal)) yield return $"plugin {plugin.Name}";
        if (route.Service is { } service) yield return $"service {service.Label}";
        if (route.Service?.Upstream is { } upstream) yield return $"upstream {upstream}";
        if (entry.Path?.Regex is not null) yield return "regex path";
        if (route.Headers.Count > 0) yield return "header condition";
        if (route.Hosts.Any(h => h.Contains('*', StringComparison.Ordinal))) yield return "wildcard host";
        if (route.Snis.Count > 0) yield return "sni condition";
        if (route.Expression is not null) yield return "expression";
        if (route.Workspace is not (null or "default")) yield return $"workspace {route.Workspace}";
    }
}
