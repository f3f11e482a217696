using System.Buffers;
using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules.Since37;

/// <summary>The regexes of a route: its paths, and values of headers that begin with <c>~*</c>.</summary>
internal static class RouteRegexes
{
    // Before 3.0 a path with any other character was a regex (kong-facts 1.6).
    private static readonly SearchValues<char> plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~/%");

    public static IEnumerable<RegexPlace> Of(KongEntity route, bool areMarked)
    {
        foreach (string path in route.Items("paths"))
            if (areMarked ? path.StartsWith('~') : path.AsSpan().ContainsAnyExcept(plain)) yield return new("paths", areMarked ? path[1..] : path);
        if (route.Field("headers") is not { ValueKind: JsonValueKind.Object } headers) yield break;
        foreach (JsonProperty header in headers.EnumerateObject())
            foreach (string value in new KongEntity("headers", headers).Items(header.Name))
                if (value.StartsWith("~*", StringComparison.Ordinal)) yield return new($"headers.{header.Name}", value[2..]);
    }
}
