using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>What a route asks of a request, as far as two routes are compared by it.</summary>
internal sealed class RouteShape(KongEntity route)
{
    private static readonly string[] fields = ["hosts", "methods", "headers", "snis", "sources", "destinations"];

    private static readonly string[] anyHost = [""];

    public KongEntity Route { get; } = route;

    /// <summary>Which fields it asks for beside paths. Routes that ask for different ones are no tie.</summary>
    public string Fields { get; } = string.Concat(fields.Where(route.IsFilled).Select(f => f[..3]));

    public IReadOnlyList<string> Hosts { get; } = [.. route.Items("hosts")];

    public IReadOnlyList<string> Paths { get; } = [.. route.Items("paths")];

    public IReadOnlyList<string> HostsOrAny => Hosts.Count > 0 ? Hosts : anyHost;

    /// <summary>Whether one request can suit both, paths and hosts aside.</summary>
    public bool CanMeet(RouteShape other) =>
        !ReferenceEquals(Route, other.Route) && Share(Route.Items("methods"), other.Route.Items("methods")) && Share(Route.Items("protocols"), other.Route.Items("protocols")) && HeadersCanMeet(other);

    // A header that both ask for must have a value that suits both.
    private bool HeadersCanMeet(RouteShape other)
    {
        if (Route.Field("headers") is not { ValueKind: JsonValueKind.Object } mine || other.Route.Field("headers") is not { ValueKind: JsonValueKind.Object } theirs) return true;
        foreach (JsonProperty header in mine.EnumerateObject())
            if (theirs.TryGetProperty(header.Name, out JsonElement values) && !IsPattern(header.Value) && !IsPattern(values) && !Share(Texts(header.Value), Texts(values))) return false;
        return true;
    }

    // "~*" before a header's value makes it a regex.
    private static bool IsPattern(JsonElement values) => Texts(values).Any(v => v.StartsWith("~*", StringComparison.Ordinal));

    private static IEnumerable<string> Texts(JsonElement values) => values.ValueKind is JsonValueKind.Array ? values.EnumerateArray().Select(v => v.ToString()) : [];

    private static bool Share(IEnumerable<string> left, IEnumerable<string> right) => !left.Any() || !right.Any() || left.Intersect(right, StringComparer.OrdinalIgnoreCase).Any();
}
