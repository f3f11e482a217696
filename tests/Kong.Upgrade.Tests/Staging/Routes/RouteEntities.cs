using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Staging.Routes;

namespace Kong.Upgrade.Tests;

/// <summary>Small configurations, and what is derived from them.</summary>
internal static class RouteEntities
{
    public const string Service = """{"id":"s1","name":"svc","host":"backend.test","enabled":true}""";

    /// <summary>The routes' JSON, each with the service <c>svc</c> unless it says otherwise.</summary>
    public static KongEntity[] Of(params string[] routes) => [One("services", Service), .. routes.Select(r => One("routes", r.Contains("\"service\"", StringComparison.Ordinal) ? r : r.Insert(1, "\"service\":{\"id\":\"s1\"},")))];

    public static KongEntity One(string kind, string json, string? workspace = "default")
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return new(kind, document.RootElement.Clone(), workspace);
    }

    public static DerivationOptions Options(string from = "3.4.2", string to = "3.9.1") => new() { From = KongVersion.Parse(from), To = KongVersion.Parse(to) };

    public static DerivedRequests Derive(params string[] routes) => RouteRequests.Derive(Of(routes), Options());

    /// <summary>Line by line: for whom, what is sent, who must answer.</summary>
    public static string[] Lines(DerivedRequests derived) => [.. derived.Requests.Select(r => $"{r.Request} -> {r.Expected.RouteName ?? "?"}{(r.Traits.Contains(RouteTraits.OrderDiffers) ? " (order differs)" : "")}")];
}
