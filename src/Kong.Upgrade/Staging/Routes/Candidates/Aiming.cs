using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Candidates;

/// <summary>Tries candidates against the routers of both sides. For one thread.</summary>
internal sealed class Aiming(RouterTable blue, RouterTable green)
{
    /// <param name="entry">A route with one of its paths.</param>
    /// <param name="turn">See <see cref="RouteCandidates.Of"/>.</param>
    /// <param name="options">What may be sent.</param>
    public Aim At(RouteEntry entry, int turn, DerivationOptions options)
    {
        TriedRequest? first = null;
        foreach (SeenRequest request in RouteCandidates.Of(entry, turn, options))
        {
            TriedRequest tried = new(request, blue.Find(request), green.Find(request));
            first ??= tried;
            if (tried.Blue.Route == entry.Route && tried.Green.Route == entry.Route) return new() { Hit = tried, Split = Differs(first, entry.Route) ? first : null };
        }
        return first is null ? new() { Miss = Nothing(entry, options) } : new() { Split = Differs(first, entry.Route) ? first : null, Miss = Misses.Of(first, entry.Route, blue, green) };
    }

    // What both sides surely give to one other route says nothing about this one; and what blue gives to nobody, or nobody can tell to whom, proves nothing.
    private static bool Differs(TriedRequest tried, RouteModel route) =>
        (tried.Blue.Route is not null || tried.Blue.IsTie) && !(tried.Blue.Route is { } now && now == tried.Green.Route) && (tried.Blue.MayBe(route) || tried.Green.MayBe(route));

    private static string Nothing(RouteEntry entry, DerivationOptions options) =>
        RouteMethods.Of(entry.Methods, options.Consent).Count == 0 ? RouteMethods.Missing(entry.Methods) :
        entry.Headers.FirstOrDefault(h => !h.Samples().Any()) is { } header ? $"no value was found for its header {header.Name}"
        : entry.Path?.Regex is { } regex ? $"no path was found that its regex {regex.Pattern} matches"
        : $"no request can ask for its path {entry.Path?.Literal}";
}
