using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.Routing;

/// <summary>One route with one of its paths: routes are tried path by path (kong-facts 13 no. 4).</summary>
internal sealed class RouteCandidate(RouteModel route, RoutePath? path)
{
    public RouteModel Route => route;

    public RoutePath? Path => path;

    /// <summary>How many kinds of conditions the route has; more are tried first.</summary>
    public int Conditions =>
        (path is null ? 0 : 1) + (route.Hosts.Any ? 1 : 0) + (route.Methods.Count > 0 ? 1 : 0) + (route.Headers.Count > 0 ? 1 : 0)
        + (route.Snis.Any ? 1 : 0);

    public bool Matches(HttpRequest request, string host, string hostAndPort, string requestPath, out int matchedLength)
    {
        matchedLength = 0;
        if (path is not null && (matchedLength = path.Match(requestPath)) < 0)
            return false;
        if (route.Methods.Count > 0 && !route.Methods.Contains(request.Method))
            return false;
        if (route.Hosts.Any && !route.Hosts.Matches(host, hostAndPort))
            return false;
        foreach (RouteHeader header in route.Headers)
            if (!header.Matches(request.Headers))
                return false;
        // In plain HTTP there is no server name, and the condition does not count.
        return !route.Snis.Any || !request.IsHttps || route.Snis.Matches(ServerName(request.HttpContext));
    }

    private static string ServerName(HttpContext context) => context.Features.Get<ITlsHandshakeFeature>()?.HostName ?? "";
}
