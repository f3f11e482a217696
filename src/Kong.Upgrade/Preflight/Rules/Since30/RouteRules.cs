using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Routes and what they lead to, where 3.0 changed how they are read.</summary>
internal static class RouteRules
{
    private const int MostPaths = 3;

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Entity("300-01", "routes", UnmarkedRegexes),
        Rule.Entity("300-02", "routes", r => r.RawContains("paths", "%") && List(r.Items("paths").Where(HasEncoded)) is { } paths ? Hit.Suspected(paths) : null),
        new RouteRegexRule("300-03", refusedOnly: false),
        new OldPathHandlingRule("300-05", _ => true),
        new OldPathHandlingRule("300-06", p => p.EndsWith('/')),
        new RouteOverlapRule(),
    ];

    private static Hit? UnmarkedRegexes(KongEntity route, InstallationFacts installation) =>
        installation.IsDeclarative && !installation.IsConverted() ? List(route.Items("paths").Where(p => p.StartsWith('/') && RoutePaths.LooksLikeRegex(p))) : null;

    private static bool HasEncoded(string path)
    {
        for (int at = path.IndexOf('%', StringComparison.Ordinal); at >= 0; at = path.IndexOf('%', at + 1))
            if (at + 2 < path.Length && char.IsAsciiHexDigit(path[at + 1]) && char.IsAsciiHexDigit(path[at + 2])) return true;
        return false;
    }

    private static string? List(IEnumerable<string> paths)
    {
        string[] found = [.. paths];
        return found.Length == 0 ? null : string.Join(", ", found.Take(MostPaths)) + (found.Length > MostPaths ? $" and {found.Length - MostPaths} more" : "");
    }
}
