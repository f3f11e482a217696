using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Whom a limit counts for (`limit_by`); the address when the wanted mark is absent.</summary>
internal sealed class RateLimitClient(JsonObject config)
{
    private readonly string _by = config.Text("limit_by") ?? "consumer";
    private readonly string? _header = config.Text("header_name");
    private readonly string? _path = config.Text("path");

    public string Identify(ProxyExchange exchange) => _by switch
    {
        "consumer" => exchange.Consumer?.Id,
        "credential" => exchange.CredentialId,
        "service" => exchange.Route?.Service?.Id,
        "header" when _header is not null => exchange.Request.Headers[_header].ToString() is { Length: > 0 } value ? value : null,
        "path" => exchange.Path == _path ? _path : null,
        _ => null,
    } ?? exchange.ClientAddress;
}
