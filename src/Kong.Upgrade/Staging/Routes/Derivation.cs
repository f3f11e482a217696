using System.Globalization;
using Kong.Upgrade.Staging.Requests;
using Kong.Upgrade.Staging.Routes.Answers;
using Kong.Upgrade.Staging.Routes.Candidates;
using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>Goes through the routes, and keeps what was made for them and what could not be. For one thread.</summary>
internal sealed class Derivation(RouteConfiguration configuration, RouterTable blue, RouterTable green, DerivationOptions options)
{
    private const int MostPairs = 16;

    private static readonly ExpectedAnswer nobodys = new() { Why = "which of several routes takes it is not known" };

    private readonly Aiming aiming = new(blue, green);
    private readonly Overlaps overlaps = new(configuration.Routes, blue);
    private readonly List<DerivedRequest> requests = [];
    private readonly List<string> unreached = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal), sent = new(StringComparer.Ordinal), splits = new(StringComparer.Ordinal);

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
        if (Array.TrueForAll(aims, a => a.Hit is null) && AnyPair(route, entries) is { } found) aims[0] = found;
        foreach (TriedRequest hit in aims.Select(a => a.Hit).OfType<TriedRequest>()) Add(route, hit, []);
        if (aims.Select(a => a.Hit).OfType<TriedRequest>().FirstOrDefault() is { } first) AddBeside(route, first);
        bool isReached = Array.Exists(aims, a => a.Hit is not null);
        foreach (TriedRequest split in aims.Select(a => a.Split).OfType<TriedRequest>().Take(1)) AddSplit(route, split, isReached);
        foreach (TriedRequest overlap in aims.Select((a, i) => a.Hit is { } hit ? Overlap(entries[i % entries.Count], hit) : null).OfType<TriedRequest>().Take(1)) AddSplit(route, overlap, isReached);
        if (!isReached && Array.TrueForAll(aims, a => a.Split is null)) Tell(route, "could not be reached", aims[0].Miss);
        for (int i = 0; i < turns; i++)
            if (aims[i] is { Hit: null, Split: null } && aims.Any(a => a.Hit is not null)) Tell(route, $"could not be reached by {What(entries[i % entries.Count], i)}", aims[i].Miss);
    }

    // Users see blue's choice today; where nobody can tell even that, no route is named. What two routes show alike is asked once, unless a route has nothing else.
    private void AddSplit(RouteModel route, TriedRequest split, bool isReached)
    {
        if (splits.Add(split.Key) || !isReached) Add(route, split, [split.Blue.Route is null || split.Green.Rivals.Count > 0 ? RouteTraits.OrderNotKnown : RouteTraits.OrderDiffers]);
    }

    // Where it meets a route of another kind, and green surely takes the other of the two.
    private TriedRequest? Overlap(RouteEntry entry, TriedRequest hit) =>
        overlaps.Of(entry, hit.Request, options.Consent).Select(r => new TriedRequest(r, blue.Find(r), green.Find(r))).FirstOrDefault(t => t.Blue.Route is { } now && t.Green.Route is { } then && now != then);

    // Not every path was tried with every host: one pair may be left that nobody takes.
    private Aim? AnyPair(RouteModel route, IReadOnlyList<RouteEntry> entries)
    {
        int hosts = Math.Max(1, Math.Max(route.Hosts.Count, route.Headers.Select(h => h.Values.Count).DefaultIfEmpty(1).Max()));
        return (from turn in Enumerable.Range(0, hosts) from entry in entries select (entry, turn)).Take(MostPairs).Select(p => aiming.At(p.entry, p.turn, options)).FirstOrDefault(a => a.Hit is not null);
    }

    private static string What(RouteEntry entry, int turn) =>
        (entry.Path is { } path ? $"path {path.Regex?.Pattern ?? path.Literal}" : "") is { Length: > 0 } text ? text : entry.Hosts.Count > 0 ? $"host {entry.Hosts[turn % entry.Hosts.Count].Stored}" : "its conditions";

    // What a real key opens, and where plain HTTP is sent.
    private void AddBeside(RouteModel route, TriedRequest hit)
    {
        if (options.UsesCredentials && CredentialChoice.Of(route, configuration) is { } credential) Add(route, hit, ["with a key"], credential);
        if (!route.WantsHttps || !hit.Request.Tls) return;
        SeenRequest plain = hit.Request with { Tls = false, Sni = null };
        TriedRequest tried = new(plain, blue.Find(plain), green.Find(plain));
        if (tried.Blue.Route == route && tried.Green.Route == route) Add(route, tried, ["plain HTTP"]);
    }

    private void Add(RouteModel madeFor, TriedRequest tried, IEnumerable<string> more, Credential? credential = null)
    {
        if (!sent.Add($"{madeFor} {tried.Key} {credential?.Consumer}")) return;
        StagingRequest request = SentRequest.Of(tried.Request, madeFor, credential);
        (ExpectedAnswer answer, IEnumerable<string> traits, StagingEffects effects) = tried.Blue.Route is { } route ? Known(route, tried, credential) : (nobodys, [], StagingEffects.None);
        if (RouteMethods.Writes(request.Method)) effects |= StagingEffects.Writes;
        requests.Add(new(Unique($"{madeFor}: {request}"), madeFor.ToString(), request, answer, [.. traits, .. more], effects));
    }

    private (ExpectedAnswer Answer, IEnumerable<string> Traits, StagingEffects Effects) Known(RouteModel route, TriedRequest tried, Credential? credential)
    {
        PluginChain chain = new PluginChain(configuration.Plugins, route, tried.Request, credential).Walk();
        (ExpectedAnswer answer, StagingEffects effects) = AnswerForecast.Of(chain, route, tried.Request, credential);
        if (tried.Green.Route != route) answer = answer with { Why = $"{answer.Why}; green's order names {(tried.Green.IsNobody ? "no route" : tried.Green.Route?.ToString() ?? "no route for sure")}", Area = "route" };
        return (answer, RouteTraits.Of(route, tried.Blue.Best!, chain.Plugins), effects);
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
