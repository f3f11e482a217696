using Kong.Upgrade.Staging.Routes.Candidates;
using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>What keeps a route from any request, whatever other routes there are.</summary>
internal static class Obstacles
{
    public static string? Of(RouteModel route, RouterTable blue, RouterTable green, DerivationOptions options)
    {
        if (route.IsStream) return $"it takes {string.Join(", ", route.Protocols)}, and no HTTP";
        if (route.Service is { IsEnabled: false } off) return $"its service {off.Label} is disabled";
        if (RouteMethods.Of(route.Methods, options.Consent).Count == 0) return RouteMethods.Missing(route.Methods);
        if (route.Addresses > 0) return "it asks for addresses of clients or listeners, which are not known here";
        if (!options.HasTls && route.Snis.Count > 0 && (options.Blue.IsTraditional || options.Green.IsTraditional)) return "it asks for a name in the TLS handshake, and no TLS port is known";
        if (!options.HasTls && route.Protocols.All(p => p is "wss")) return "it takes only wss, and no TLS port is known";
        return blue.EntriesOf(route).Count + green.EntriesOf(route).Count > 0 ? null
            : (blue.RefusedOf(route) ?? green.RefusedOf(route)) is { } refused ? $"its regex {refused.Pattern} is refused: {refused.Refusal}" : route.Expression is null ? "no router has it" : "it has an expression, which traditional routers do not know";
    }
}
