using System.Globalization;
using Kong.Upgrade.Staging.Requests;
using Kong.Upgrade.Staging.Routes.Candidates;
using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>Goes through the routes, and keeps what was made for them and what could not be. For one thread.</summary>
internal sealed class Derivation(RouterTable blue, RouterTable green, DerivationOptions options)
{
    private readonly Aiming aiming = new(blue, green);
    private readonly List<DerivedRequest> requests = [];
    private readonly List<string> unreached = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal), sent = new(StringComparer.Ordinal);

    public DerivedRequests Derived => new(requests, unreached);

    public void Add(RouteModel route)
    {
        if (Obstacles.Of(route, blue, green, options) is { } obstacle) Tell(route, "could not be reached", obstacle);
        else AimAt(route);
        if (green.RefusedOf(route) is { } refused && blue.RefusedOf(route) is null) Tell(route, "answers 404 on green", $"its regex {refused.Pattern} is refused there: {refused.Refusal}");
    }

    private void AimAt(RouteModel route)
    {
        IReadOnlyList<RouteEntry> entries = blue.EntriesOf(route) is { Count: > 0 } own ? own : green.EntriesOf(route);
        int turns = Math.Clamp(new[] { entries.Count, route.Hosts.Count, route.Snis.Count, route.Headers.Select(h => h.Values.Count).DefaultIfEmpty(0).Max() }.Max(), 1, options.MostRequests);
        Aim[] aims = [.. Enumerable.Range(0, turns).Select(turn => aiming.At(entries[turn % entries.Count], turn, options))];
        foreach (TriedRequest hit in aims.Select(a => a.Hit).OfType<TriedRequest>()) Add(route, hit, []);
        // Users see blue's choice today; where nobody can tell even that, no route is named.
        if (aims.Select(a => a.Split).OfType<TriedRequest>().FirstOrDefault() is { } split) Add(route, split, [split.Blue.Route is null || split.Green.IsTie ? RouteTraits.OrderIsATie : RouteTraits.OrderDiffers]);
        else if (aims.All(a => a.Hit is null)) Tell(route, "could not be reached", aims[0].Miss);
        for (int i = 0; i < turns; i++)
            if (aims[i] is { Hit: null, Split: null } && aims.Any(a => a.Hit is not null)) Tell(route, $"could not be reached by {What(entries[i % entries.Count], i)}", aims[i].Miss);
    }

    private static string What(RouteEntry entry, int turn) =>
        (entry.Path is { } path ? $"path {path.Regex?.Pattern ?? path.Literal}" : "") is { Length: > 0 } text ? text : entry.Hosts.Count > 0 ? $"host {entry.Hosts[turn % entry.Hosts.Count].Stored}" : "its conditions";

    private void Add(RouteModel madeFor, TriedRequest tried, IEnumerable<string> more)
    {
        if (!sent.Add($"{madeFor} {tried.Key}")) return;
        StagingRequest request = SentRequest.Of(tried.Request, madeFor);
        RouteModel? answers = tried.Blue.Route;
        string[] traits = answers is null ? [.. more] : [.. RouteTraits.Of(answers, tried.Blue.Best!), .. more];
        requests.Add(new(Unique($"{madeFor}: {request}"), madeFor.ToString(), request, new() { Why = "its service decides", RouteId = answers?.Id, RouteName = answers?.Name, ServiceId = answers?.Service?.Id, ServiceName = answers?.Service?.Name }, traits, StagingEffects.None));
    }

    // A name shows no values, so two requests that differ in those only would have one name.
    private string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !names.Add(unique); number++) unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({number})");
        return unique;
    }

    private void Tell(RouteModel route, string what, string why) => unreached.Add($"{route} {what}: {why}.");
}
