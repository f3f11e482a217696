using Kong.Upgrade.Preflight.Regexes;
using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Expressions;

/// <summary>What a router has of a route with an expression: an entry for each way to satisfy it. What is not understood makes an entry that nobody can be sure of.</summary>
internal sealed class ExpressionEntries(RouterSide side, PathRegexes regexes)
{
    private const string Header = "http.headers.";

    public IReadOnlyList<RouteEntry> Of(RouteModel route) => [.. ExpressionReader.Ways(route.Expression!).Select(w => Entry(route, w))];

    private RouteEntry Entry(RouteModel route, IReadOnlyList<Predicate> way)
    {
        PathCondition? path = way.Select(Path).FirstOrDefault(p => p is not null);
        HostCondition[] hosts = [.. way.Select(Host).OfType<HostCondition>()], snis = [.. way.Where(p => p is { Field: "tls.sni", Operator: "==" }).Select(p => new HostCondition(p.Value))];
        string[] methods = [.. way.Where(p => p is { Field: "http.method", Operator: "==" }).Select(p => p.Value)], schemes = [.. way.Where(p => p is { Field: "net.protocol", Operator: "==", Value: "http" or "https" }).Select(p => p.Value)];
        HeaderTest[] headers = [.. way.Where(IsHeader).Select(p => new HeaderTest(new(p.Field[Header.Length..].Replace('_', '-'), [p.Value]), isTraditional: false))];
        int understood = (path is null ? 0 : 1) + Math.Min(hosts.Length, 1) + Math.Min(snis.Length, 1) + Math.Min(methods.Length, 1) + Math.Min(schemes.Length, 1) + headers.Length;
        return new()
        {
            Route = route,
            Side = side,
            Rank = Ranks.OfExpression(route),
            Path = path,
            Hosts = [.. hosts.Take(1)],
            Methods = [.. methods.Take(1)],
            Headers = headers,
            Snis = [.. snis.Take(1)],
            Tls = schemes.Length > 0 ? schemes[0] == "https" : snis.Length > 0 ? true : null,
            AsksMore = understood < way.Count,
        };
    }

    private PathCondition? Path(Predicate predicate) => predicate switch
    {
        { Field: "http.path", Operator: "==" } => PathCondition.Whole(predicate.Value),
        { Field: "http.path", Operator: "^=" } => PathCondition.Prefix(predicate.Value, 0),
        // Without ^ it is found anywhere, which is not tried here.
        { Field: "http.path", Operator: "~", Value: ['^', .. string regex] } => PathCondition.Of(regexes.Of(regex, RegexDialect.Rust)),
        _ => null,
    };

    private static HostCondition? Host(Predicate predicate) => predicate switch
    {
        { Field: "http.host", Operator: "==" } => new(predicate.Value),
        { Field: "http.host", Operator: "=^", Value: ['.', ..] } => new("*" + predicate.Value),
        { Field: "http.host", Operator: "^=", Value: [.., '.'] } => new(predicate.Value + "*"),
        _ => null,
    };

    private static bool IsHeader(Predicate predicate) => predicate.Operator == "==" && predicate.Field.StartsWith(Header, StringComparison.Ordinal);
}
