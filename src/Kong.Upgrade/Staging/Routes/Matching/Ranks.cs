using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>Kong's order of routes (Kong/kong kong/router.lua@2.8.5, kong/router/traditional.lua and transform.lua@3.9.1).</summary>
internal static class Ranks
{
    private const int Hosts = 0x40, Headers = 0x20, Paths = 0x10, Methods = 0x08, Snis = 0x04, Sources = 0x02;

    /// <summary>More than any number of conditions: a route with an expression comes before all others.</summary>
    private const int Expression = 1_000;

    private static readonly string[] traditional =
        ["more conditions", "conditions that come first: hosts, headers, paths, methods", "plain hosts, or a regex path", "more headers", "a higher regex_priority", "a longer path", "it is older"];

    private static readonly string[] compatible = ["more conditions", "plain hosts only", "more headers", "a regex path", "a higher regex_priority", "a longer path"];

    private static readonly string[] expressions = ["it has an expression", "a higher priority"];

    public static Rank OfExpression(RouteModel route) => new([Expression, route.Priority], expressions);

    public static Rank Traditional(RouteModel route, bool isRegex, int pathLength)
    {
        int headers = route.Headers.Count(h => !h.Name.Equals("host", StringComparison.OrdinalIgnoreCase));
        int kinds = (route.Hosts.Count > 0 ? Hosts : 0) | (headers > 0 ? Headers : 0) | (route.Paths.Count > 0 ? Paths : 0) | (route.Methods.Count > 0 ? Methods : 0) | (route.Snis.Count > 0 ? Snis : 0) | (route.Addresses > 0 ? Sources : 0);
        HostCondition[] wildcards = [.. route.Hosts.Select(h => new HostCondition(h)).Where(h => h.IsWildcard)];
        int within = (isRegex ? 1 : 0) | (route.Hosts.Count > 0 && wildcards.Length == 0 ? 2 : 0) | (wildcards.Any(h => h.HasPort) ? 4 : 0);
        return new([System.Numerics.BitOperations.PopCount((uint)kinds), kinds, within, headers, isRegex ? route.RegexPriority : 0, pathLength, -(route.CreatedAt ?? 0)], traditional);
    }

    public static Rank Compatible(RouteModel route, bool isRegex, int pathLength)
    {
        int kinds = new[] { route.Hosts.Count, route.Headers.Count, route.Paths.Count, route.Methods.Count, route.Snis.Count }.Count(c => c > 0) + route.Addresses;
        bool isPlain = route.Hosts.Count > 0 && !route.Hosts.Any(h => h.Contains('*', StringComparison.Ordinal));
        return new([kinds, isPlain ? 1 : 0, Math.Min(route.Headers.Count, 255), isRegex ? 1 : 0, isRegex ? route.RegexPriority : 0, pathLength], compatible);
    }
}
