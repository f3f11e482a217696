using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Regexes.Paths;

namespace Kong.Upgrade.Preflight.Rules.Since37;

/// <summary>The regexes of a route: its paths, and values of headers that begin with <c>~*</c>.</summary>
internal static class RouteRegexes
{
    public static IEnumerable<RegexPlace> Of(KongEntity route, KongVersion version)
    {
        foreach (string path in route.Items("paths"))
            if (RoutePath.Regex(path, version) is { } regex) yield return new("paths", regex);
        if (route.Field("headers") is not { ValueKind: JsonValueKind.Object } headers) yield break;
        foreach (JsonProperty header in headers.EnumerateObject())
            foreach (string value in new KongEntity("headers", headers).Items(header.Name))
                if (value.StartsWith("~*", StringComparison.Ordinal)) yield return new($"headers.{header.Name}", value[2..]);
    }
}
