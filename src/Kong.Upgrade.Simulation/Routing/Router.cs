using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.Routing;

/// <summary>Finds the route of a request, in the order of Kong's traditional router. Immutable.</summary>
internal sealed class Router
{
    private readonly RouteCandidate[] _candidates;
    private readonly ConcurrentDictionary<SimulatedRouteOrder, RouteCandidate[]> _others = new();

    public Router(IEnumerable<RouteCandidate> candidates) => _candidates = RouteRanking.Sort([.. candidates], SimulatedRouteOrder.Kong);

    public static Router Empty { get; } = new([]);

    public bool TryMatch(
        HttpRequest request, string path, SimulatedRouteOrder order, [NotNullWhen(true)] out RouteModel? route, out int matchedLength)
    {
        string hostAndPort = request.Headers.Host.ToString();
        string host = WithoutPort(hostAndPort);
        foreach (RouteCandidate candidate in In(order))
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

    private RouteCandidate[] In(SimulatedRouteOrder order) => order == SimulatedRouteOrder.Kong
        ? _candidates
        : _others.GetOrAdd(order, static (wanted, candidates) => RouteRanking.Sort(candidates, wanted), _candidates);

    private static string WithoutPort(string hostAndPort)
    {
        int colon = hostAndPort.LastIndexOf(':');
        return colon > hostAndPort.LastIndexOf(']') ? hostAndPort[..colon] : hostAndPort;
    }
}
