using Kong.Upgrade.Preflight.Regexes.Trials;
using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Candidates;

/// <summary>Requests that suit a route, the plainest first; whether another route takes them is for others to find out.</summary>
internal static class RouteCandidates
{
    /// <summary>How many are tried before a route's path counts as taken by others.</summary>
    public const int Most = 180;

    private const int MostPaths = 12;

    /// <param name="entry">The route with one of its paths.</param>
    /// <param name="turn">Which of its hosts, values of headers and server names begins.</param>
    /// <param name="options">What may be sent.</param>
    public static IEnumerable<SeenRequest> Of(RouteEntry entry, int turn, DerivationOptions options)
    {
        bool isTls = options.HasTls && entry.Tls is not false && (entry.Tls is true || entry.Route.WantsHttps || entry.Snis.Count > 0 || entry.Route.Protocols.All(p => p is "wss"));
        string? sni = isTls && entry.Snis.Count > 0 ? entry.Snis[turn % entry.Snis.Count].Samples().First() : null;
        string[] paths = [.. (entry.Path?.Samples() ?? ["/", "/staging-test"]).Where(PathText.IsPossible).Distinct().Take(MostPaths)];
        return (from method in RouteMethods.Of(entry.Methods, options.Consent)
                from headers in Headers(entry, turn)
                from host in Hosts(entry, turn)
                from path in paths
                select new SeenRequest { Path = path, Method = method, Host = host, Headers = headers, Tls = isTls, Sni = sni ?? (isTls && host is not null ? HostCondition.Split(host).Name : null) }).Take(Most);
    }

    private static IEnumerable<string?> Hosts(RouteEntry entry, int turn)
    {
        if (entry.Hosts.Count == 0) return [null];
        return entry.Hosts[turn % entry.Hosts.Count].Samples();
    }

    // Every header with one value of its own, and once more with the next ones.
    private static IEnumerable<KeyValuePair<string, string>[]> Headers(RouteEntry entry, int turn)
    {
        string[][] values = [.. entry.Headers.Select(h => h.Samples().ToArray())];
        if (values.Any(v => v.Length == 0)) return [];
        int turns = values.Select(v => v.Length).DefaultIfEmpty(1).Max() is var most ? Math.Min(most, 3) : 1;
        return Enumerable.Range(turn, turns).Select(t => entry.Headers.Select((h, i) => KeyValuePair.Create(h.Name, values[i][t % values[i].Length])).ToArray());
    }
}
