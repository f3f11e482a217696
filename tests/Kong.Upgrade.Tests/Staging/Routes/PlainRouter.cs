using System.Text;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Tests;

/// <summary>Kong's two routers once more, as slow and as plain as can be: every route is looked at for every request. Shares no code with what it checks.</summary>
internal sealed record PlainRouter(IReadOnlyList<PlainRoute> Routes, bool IsNew)
{
    /// <summary>The names of the routes that may be chosen: more than one where rank does not tell them apart.</summary>
    public IReadOnlyList<string> Choose(string method, string? host, string path, IReadOnlyDictionary<string, string> headers)
    {
        List<(PlainRoute Route, int[] Rank)> fitting = [];
        foreach (PlainRoute route in Routes)
        {
            if (route.Methods.Length > 0 && !route.Methods.Contains(method)) continue;
            if (route.Hosts.Length > 0 && !route.Hosts.Any(h => FitsHost(h, host))) continue;
            if (!route.Headers.All(h => headers.TryGetValue(h.Key, out string? value) && h.Value.Contains(value))) continue;
            if (route.Paths.Length == 0) fitting.Add((route, Rank(route, null)));
            foreach (string one in route.Paths)
                if (FitsPath(one, path)) fitting.Add((route, Rank(route, one)));
        }
        if (fitting.Count == 0) return [];
        int[] best = fitting.Select(f => f.Rank).Aggregate((one, other) => one.AsSpan().SequenceCompareTo(other) >= 0 ? one : other);
        return [.. fitting.Where(f => f.Rank.SequenceEqual(best)).Select(f => f.Route.Name).Distinct().Order(StringComparer.Ordinal)];
    }

    private static bool FitsHost(string pattern, string? host) =>
        host is not null && (pattern.StartsWith('*') ? host.EndsWith(pattern[1..], StringComparison.Ordinal) && host.Length >= pattern.Length
        : pattern.EndsWith('*') ? host.StartsWith(pattern[..^1], StringComparison.Ordinal) && host.Length >= pattern.Length : pattern == host);

    private static bool FitsPath(string pattern, string path) =>
        pattern.StartsWith('~') ? Regex.IsMatch(path, @"\A(?:" + pattern[1..] + ")") : path.StartsWith(pattern, StringComparison.Ordinal);

    // The old router has categories of routes by what they ask for, and an order within; the new one has one number (kong/router/traditional.lua, transform.lua).
    private int[] Rank(PlainRoute route, string? path)
    {
        bool isRegex = path?.StartsWith('~') == true, isPlain = route.Hosts.Length > 0 && !route.Hosts.Any(h => h.Contains('*', StringComparison.Ordinal));
        int kinds = new[] { route.Hosts.Length, route.Headers.Count, route.Paths.Length, route.Methods.Length }.Count(n => n > 0);
        int priority = isRegex ? route.RegexPriority : 0, length = path is null || isRegex ? 0 : Encoding.UTF8.GetByteCount(path);
        if (IsNew) return [kinds, isPlain ? 1 : 0, route.Headers.Count, isRegex ? 1 : 0, priority, length];
        int category = (route.Hosts.Length > 0 ? 8 : 0) + (route.Headers.Count > 0 ? 4 : 0) + (route.Paths.Length > 0 ? 2 : 0) + (route.Methods.Length > 0 ? 1 : 0);
        return [kinds, category, (isPlain ? 2 : 0) + (isRegex ? 1 : 0), route.Headers.Count, priority, length, -route.CreatedAt];
    }
}
