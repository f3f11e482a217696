using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>What a route asks of a request, as far as two routes are compared by it.</summary>
internal sealed class RouteShape(KongEntity route)
{
    private static readonly string[] fields = ["hosts", "methods", "headers", "snis", "sources", "destinations"];

    private static readonly string[] anyHost = [""];

    private readonly string[] methods = [.. route.Items("methods")], protocols = [.. route.Items("protocols")];

    public KongEntity Route { get; } = route;

    /// <summary>Which fields it asks for beside paths. Routes that ask for different ones are no tie.</summary>
    public string Fields { get; } = string.Concat(fields.Where(route.IsFilled).Select(f => f[..3]));

    public IReadOnlyList<string> Hosts { get; } = [.. route.Items("hosts")];

    public IReadOnlyList<string> Paths { get; } = [.. route.Items("paths")];

    public IReadOnlyList<string> HostsOrAny => Hosts.Count > 0 ? Hosts : anyHost;

    /// <summary>Whether one request can suit both, paths and hosts aside.</summary>
    public bool CanMeet(RouteShape other) =>
        !ReferenceEquals(Route, other.Route) && Share(methods, other.methods) && Share(protocols, other.protocols) && HeadersCanMeet(other);

    // A header that both ask for must have a value that suits both.
    private bool HeadersCanMeet(RouteShape other)
    {
        if (Route.Field("headers") is not { ValueKind: JsonValueKind.Object } mine || other.Route.Field("headers") is not { ValueKind: JsonValueKind.Object } theirs) return true;
        foreach (JsonProperty header in mine.EnumerateObject())
            if (theirs.TryGetProperty(header.Name, out JsonElement values) && !Share(Values(header.Value), Values(values))) return false;
        return true;
    }

    // "~*" before a header's value makes it a regex, which anything may suit: then nothing is left to compare.
    private static string[] Values(JsonElement values)
    {
        if (values.ValueKind is not JsonValueKind.Array) return [];
        string[] texts = [.. values.EnumerateArray().Select(v => v.ToString())];
        return Array.Exists(texts, t => t.StartsWith("~*", StringComparison.Ordinal)) ? [] : texts;
    }

    private static bool Share(string[] left, string[] right) =>
        left.Length == 0 || right.Length == 0 || Array.Exists(left, l => Array.Exists(right, r => string.Equals(l, r, StringComparison.OrdinalIgnoreCase)));
}
