using System.Globalization;
using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Answers;

/// <summary>What the configuration alone tells of a route's answer.</summary>
internal static class AnswerForecast
{
    public static (ExpectedAnswer Answer, StagingEffects Effects) Of(PluginChain chain, RouteModel route, SeenRequest request, Credential? credential)
    {
        (ExpectedAnswer answer, StagingEffects effects) = Refused(route, request) is { } refused ? (refused, StagingEffects.None) : (OfChain(chain, route, credential), chain.Effects);
        return (answer with { RouteId = route.Id, RouteName = route.Name, ServiceId = route.Service?.Id, ServiceName = route.Service?.Name }, effects);
    }

    // Before any of a route's own plugins (Kong/kong kong/runloop/handler.lua@2.8.5, 3.9.1: access.before).
    private static ExpectedAnswer? Refused(RouteModel route, SeenRequest request)
    {
        if (route.WantsHttps && !request.Tls) return new() { Statuses = [route.RedirectStatus], Why = string.Create(CultureInfo.InvariantCulture, $"plain HTTP is answered {route.RedirectStatus}, for only https is allowed") };
        return route.IsGrpc ? new() { Statuses = [415], Why = "a route for gRPC refuses what is none" } : null;
    }

    private static ExpectedAnswer OfChain(PluginChain chain, RouteModel route, Credential? credential)
    {
        IReadOnlyList<int> never = credential is null ? [] : [401];
        if (chain.Unknown is { } unknown) return new() { Never = never, Why = $"{unknown.Name} may answer anything", Area = $"plugin {unknown.Name}" };
        string also = chain.MayBe.Count == 0 ? "" : $", unless a plugin before it refuses with {string.Join(" or ", chain.MayBe)}";
        if (chain.Answer is { } answer) return new() { Statuses = [.. answer.Statuses.Union(chain.MayBe).Order()], Never = never, Why = answer.Why + also, Area = $"plugin {answer.Plugin.Name}" };
        if (route.ServiceReference is null) return new() { Statuses = [.. chain.MayBe.Append(503).Distinct().Order()], Never = never, Why = "a route without a service answers 503" + also };
        return new() { Never = never, Why = credential is null ? "its service decides" : "key-auth lets a key of the configuration through, and its service decides", Area = credential is null ? "route" : "plugin key-auth" };
    }
}
