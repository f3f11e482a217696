using System.Globalization;
using Kong.Upgrade.Simulation.Hosting;
using Kong.Upgrade.Simulation.Plugins;
using Kong.Upgrade.Simulation.Versions;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>Writes Kong's own answers with the headers and in the layout of each version (recorded in proxy/*.http).</summary>
internal sealed class KongAnswerWriter(VersionTraits version, TimeProvider time)
{
    private readonly string _server = "kong/" + version.Text;
    private readonly string _via = (version.HasProtocolInVia ? "1.1 kong/" : "kong/") + version.Text;
    private readonly string _grpcVia = (version.HasProtocolInVia ? "2 kong/" : "kong/") + version.Text;

    public Task WriteAsync(ProxyExchange exchange, Answer answer)
    {
        IHeaderDictionary headers = exchange.Context.Response.Headers;
        foreach ((string name, string value) in answer.Headers)
            headers.Append(name, value);
        exchange.Respond();
        if (exchange.UpstreamAskedAt > 0)
            AddUpstreamLatency(exchange, headers);
        else
            headers["X-Kong-Response-Latency"] = Milliseconds(time.GetElapsedTime(exchange.StartedAt));
        // Before 3.5 an answer about a failed upstream bore no Server (recorded: dead-502.http).
        if (exchange.UpstreamAskedAt == 0 || version.HasRequestId)
            headers.Server = _server;
        AddRequestId(exchange, headers);
        (string text, string type) = answer.Body ?? (Describe(exchange, answer), "application/json; charset=utf-8");
        return Answers.TextAsync(exchange.Context, answer.Status, text, type);
    }

    /// <summary>The headers that a proxied answer gets on top of those of the upstream.</summary>
    public void Decorate(ProxyExchange exchange)
    {
        IHeaderDictionary headers = exchange.Context.Response.Headers;
        exchange.Respond();
        AddUpstreamLatency(exchange, headers);
        AddRequestId(exchange, headers);
    }

    private void AddUpstreamLatency(ProxyExchange exchange, IHeaderDictionary headers)
    {
        headers["X-Kong-Upstream-Latency"] = Milliseconds(time.GetElapsedTime(exchange.UpstreamAskedAt, exchange.UpstreamAnsweredAt));
        headers["X-Kong-Proxy-Latency"] = Milliseconds(time.GetElapsedTime(exchange.StartedAt, exchange.UpstreamAskedAt));
        headers.Via = exchange.Route?.Service?.IsGrpc == true ? _grpcVia : _via;
    }

    private static void AddRequestId(ProxyExchange exchange, IHeaderDictionary headers)
    {
        if (exchange.RequestId is { } id)
            headers["X-Kong-Request-Id"] = id;
    }

    private string Describe(ProxyExchange exchange, Answer answer)
    {
        if (exchange.RequestId is { } id)
            return $"{{\n  \"message\":\"{answer.Message}\",\n  \"request_id\":\"{id}\"\n}}";
        return version.HasPrettyErrors || answer.Status is not (404 or 500)
            ? $"{{\n  \"message\":\"{answer.Message}\"\n}}"
            : $"{{\"message\":\"{answer.Message}\"}}";
    }

    private static string Milliseconds(TimeSpan span) => ((long)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
