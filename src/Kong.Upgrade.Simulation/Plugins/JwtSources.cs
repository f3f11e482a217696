using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Where jwt looks for tokens: arguments, cookies, headers.</summary>
internal sealed partial class JwtSources(JsonObject config)
{
    private readonly IReadOnlyList<string> _arguments = config.Texts("uri_param_names");
    private readonly IReadOnlyList<string> _cookies = config.Texts("cookie_names");
    private readonly IReadOnlyList<string> _headers = config.Texts("header_names");

    /// <summary>The tokens that a request brings, each once.</summary>
    public IReadOnlyCollection<string> Find(ProxyExchange exchange) =>
    [
        .. _arguments.SelectMany(name => exchange.Request.Query[name])
            .Concat(_cookies.Select(name => exchange.Request.Cookies[name]))
            .Concat(_headers.Select(name => Bearer().Match(exchange.Request.Headers[name].ToString()) is { Success: true } found ? found.Groups[1].Value : null))
            .Where(token => !string.IsNullOrEmpty(token))
            .Select(token => token!)
            .Distinct(),
    ];

    [GeneratedRegex(@"\s*[Bb]earer\s+(.+)", RegexOptions.CultureInvariant)]
    private static partial Regex Bearer();
}
