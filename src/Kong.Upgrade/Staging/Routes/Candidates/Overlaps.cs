using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Candidates;

/// <summary>Finds requests that suit two routes which ask for different kinds of things, such as one for a host and one for a method: there orders of versions part (kong-facts 13 no. 4). Looks at few others a route, so that the time stays linear. For one thread.</summary>
internal sealed class Overlaps
{
    private const int MostOthers = 8, MostOfAPlace = 64;

    private readonly Dictionary<string, List<RouteEntry>> byPath = new(StringComparer.Ordinal);

    public Overlaps(IEnumerable<RouteModel> routes, RouterTable blue)
    {
        foreach (RouteEntry entry in routes.SelectMany(blue.EntriesOf))
        {
            string beginning = entry.Path?.Literal ?? "";
            if (!byPath.TryGetValue(beginning, out List<RouteEntry>? entries)) byPath[beginning] = entries = [];
            if (entries.Count < MostOfAPlace) entries.Add(entry);
        }
    }

    /// <summary>What suits a route as in a request of its own and, in all that the route leaves open, another one.</summary>
    public IEnumerable<SeenRequest> Of(RouteEntry entry, SeenRequest request, StagingEffects consent) =>
        Others(entry, request.Path).Where(o => Kinds(o) != Kinds(entry)).Select(o => Joined(request, entry, o, consent)).OfType<SeenRequest>().Take(MostOthers);

    // Of two routes the one with the longer path sees the other one.
    private IEnumerable<RouteEntry> Others(RouteEntry entry, string path)
    {
        for (int length = path.Length; length >= 0; length--)
            if (byPath.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path.AsSpan(0, length), out List<RouteEntry>? entries))
                foreach (RouteEntry other in entries)
                    if (other.Route != entry.Route) yield return other;
    }

    private static int Kinds(RouteEntry entry) => (entry.Hosts.Count > 0 ? 1 : 0) + (entry.Methods.Count > 0 ? 2 : 0) + (entry.Headers.Count > 0 ? 4 : 0);

    private static SeenRequest? Joined(SeenRequest request, RouteEntry entry, RouteEntry other, StagingEffects consent)
    {
        string? host = request.Host ?? (other.Hosts is [HostCondition asked, ..] ? asked.Samples().First() : null);
        if (RouteMethods.Of(entry.Methods.Count > 0 ? [request.Method] : other.Methods, consent) is not [string method, ..]) return null;
        IEnumerable<HeaderTest> more = other.Headers.Where(h => !request.PlainHeaders.Any(r => r.Key == SeenRequest.PlainName(h.Name)) && h.Samples().Any());
        SeenRequest joined = request with { Host = host, Method = method, Headers = [.. request.Headers, .. more.Select(h => KeyValuePair.Create(h.Name, h.Samples().First()))] };
        return other.Fits(joined) is Fit.Yes && entry.Fits(joined) is Fit.Yes ? joined : null;
    }
}
