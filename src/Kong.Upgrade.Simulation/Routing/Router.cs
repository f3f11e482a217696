using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.Routing;

/// <summary>Finds the route of a request, in the order of Kong's traditional router. Immutable.</summary>
internal sealed class Router
{
    private readonly RouteCandidate[] _candidates;

    public Router(IEnumerable<RouteCandidate> candidates) => _candidates =
    [
        .. candidates
            .OrderByDescending(c => c.Conditions)
            .ThenByDescending(c => c.Route.Headers.Count)
            .ThenByDescending(c => c.Route.Hosts.Any && c.Route.Hosts.OnlyPlain)
            .ThenByDescending(c => c.Path?.IsRegex ?? false)
            .ThenByDescending(c => c.Path is { IsRegex: true } ? c.Route.RegexPriority : 0)
            .ThenByDescending(c => c.Path is { IsRegex: false } prefix ? prefix.Length : 0)
            .ThenBy(c => c.Route.CreatedAt)
            .ThenBy(c => c.Route.Id, StringComparer.Ordinal),
    ];

    public static Router Empty { get; } = new([]);

    public bool TryMatch(HttpRequest request, string path, [NotNullWhen(true)] out RouteModel? route, out int matchedLength)
    {
        string hostAndPort = request.Headers.Host.ToString();
        string host = WithoutPort(hostAndPort);
        foreach (RouteCandidate candidate in _candidates)
        {
            if (candidate.Matches(request, host, hostAndPort, path, out matchedLength))
            {
                route = candidate.Route;
                return true;
            }
        }
        (route, matchedLength) = (null, 0);
        return false;
    }

    private static string WithoutPort(string hostAndPort)
    {
        int colon = hostAndPort.LastIndexOf(':');
        return colon > hostAndPort.LastIndexOf(']') ? hostAndPort[..colon] : hostAndPort;
    }
}
