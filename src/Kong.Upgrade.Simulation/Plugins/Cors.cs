using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>cors: answers preflight requests and names the allowed origin on all others.</summary>
internal sealed class Cors(JsonObject config) : IPlugin
{
    private readonly IReadOnlyList<string> _origins = config.Texts("origins");
    private readonly IReadOnlyList<string> _headers = config.Texts("headers");
    private readonly string _exposed = string.Join(",", config.Texts("exposed_headers"));
    private readonly string _methods = string.Join(",", config.Texts("methods"));
    private readonly bool _credentials = config.Flag("credentials");
    private readonly bool _continue = config.Flag("preflight_continue");
    private readonly double? _maxAge = config.Number("max_age");

    public Answer? Access(ProxyExchange exchange)
    {
        if (!Answers(exchange))
            return null;
        AllowOrigin(exchange);
        return new(200) { Body = ("", "text/plain; charset=utf-8"), Headers = [.. Preflight(exchange)] };
    }

    public void Respond(ProxyExchange exchange)
    {
        if (Answers(exchange))
            return;
        AllowOrigin(exchange);
        if (_exposed.Length > 0)
            exchange.AddResponseHeader("Access-Control-Expose-Headers", _exposed);
    }

    /// <summary>Whether this is a preflight request that the upstream does not see.</summary>
    private bool Answers(ProxyExchange exchange) =>
        !_continue && exchange.Request.Method == "OPTIONS" && exchange.Request.Headers.Origin.Count > 0
        && exchange.Request.Headers.ContainsKey("Access-Control-Request-Method");

    private void AllowOrigin(ProxyExchange exchange)
    {
        string? origin = exchange.Request.Headers.Origin;
        bool all = _origins.Count == 0 || _origins.Contains("*");
        string? allowed = all ? _credentials ? origin : "*" : _origins.Any(o => Fits(o, origin)) ? origin : null;
        if (allowed is null)
            return;
        exchange.AddResponseHeader("Access-Control-Allow-Origin", allowed);
        if (allowed != "*")
            exchange.AddResponseHeader("Vary", "Origin");
        if (_credentials)
            exchange.AddResponseHeader("Access-Control-Allow-Credentials", "true");
    }

    private IEnumerable<KeyValuePair<string, string>> Preflight(ProxyExchange exchange)
    {
        string headers = _headers.Count > 0 ? string.Join(",", _headers) : exchange.Request.Headers["Access-Control-Request-Headers"].ToString();
        if (headers.Length > 0)
            yield return new("Access-Control-Allow-Headers", headers);
        yield return new("Access-Control-Allow-Methods", _methods);
        if (_maxAge is { } age)
            yield return new("Access-Control-Max-Age", age.ToString(CultureInfo.InvariantCulture));
    }

    private static bool Fits(string pattern, string? origin) =>
        origin is not null && (pattern == origin || Regex.IsMatch(origin, $"^(?:{pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
}
