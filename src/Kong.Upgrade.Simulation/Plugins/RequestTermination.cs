using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>request-termination: answers instead of the upstream, always or when a header or argument is present.</summary>
internal sealed class RequestTermination : IPlugin
{
    private readonly Answer _answer;
    private readonly string? _trigger;

    public RequestTermination(JsonObject config)
    {
        int status = config.Integer("status_code", 503);
        _trigger = config.Text("trigger");
        _answer = config.Text("body") is { } body
            ? new(status) { Body = (body, config.Text("content_type") ?? "application/json; charset=utf-8") }
            : new(status, config.Text("message") ?? DefaultMessage(status));
    }

    public Answer? Access(ProxyExchange exchange) =>
        _trigger is null || exchange.Request.Headers.ContainsKey(_trigger) || exchange.Request.Query.ContainsKey(_trigger) ? _answer : null;

    private static string DefaultMessage(int status) => status switch
    {
        400 => "Bad request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not found",
        405 => "Method not allowed",
        500 => "An unexpected error occurred",
        502 => "An invalid response was received from the upstream server",
        503 => "Service unavailable",
        504 => "The upstream server is timing out",
        _ => "An unexpected error occurred",
    };
}
