using Kong.Upgrade.Simulation.Configuration;
using Kong.Upgrade.Simulation.Metrics;
using Kong.Upgrade.Simulation.Plugins;
using Kong.Upgrade.Simulation.Routing;
using Kong.Upgrade.Simulation.Versions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>The proxy listener's work: route, plugins, upstream, figures.</summary>
internal sealed class Proxy(
    VersionTraits version, SimulatedFaults faults, NodeMetrics metrics, Func<NodeConfiguration?> configuration, DebugHeaders debug, TimeProvider time) : IDisposable
{
    private static readonly Answer NoRoute = new(404, "no Route matched with those values");
    private static readonly Answer HttpsOnly = new(426, "Please use HTTPS protocol") { Headers = [new("Connection", "Upgrade"), new("Upgrade", "TLS/1.2, HTTP/1.1")] };
    private readonly KongAnswerWriter _writer = new(version, time);
    private readonly Forwarder _forwarder = new(version, new KongAnswerWriter(version, time), time);

    public async Task HandleAsync(HttpContext context)
    {
        ProxyExchange exchange = Begin(context);
        if (faults.LosesHeaders)
            context.Response.OnStarting(LoseHeaders, context.Response);
        // A worker without a router answers 500 (kong-facts 12.5 no. 3).
        Answer? answer = configuration() is { } current ? await DecideAsync(exchange, current).ConfigureAwait(false) : Answer.Unexpected;
        await faults.DelayAsync(context.RequestAborted).ConfigureAwait(false);
        answer ??= faults.Fails() ? Answer.Unexpected : null;
        bool byKong = answer is not null || !await _forwarder.ForwardAsync(exchange, exchange.Route!.Service!).ConfigureAwait(false);
        if (answer is not null)
            await _writer.WriteAsync(exchange, answer).ConfigureAwait(false);
        metrics.Record(exchange, byKong);
    }

    public void Dispose() => _forwarder.Dispose();

    private ProxyExchange Begin(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        (string path, string query) = RequestPath.Split(target);
        return new(context, faults, path, query, time.GetTimestamp())
        {
            RequestId = version.HasRequestId ? Guid.NewGuid().ToString("N") : null,
        };
    }

    private async ValueTask<Answer?> DecideAsync(ProxyExchange exchange, NodeConfiguration current)
    {
        if (faults.WrongConfiguration || !current.Router.TryMatch(exchange.Request, exchange.Path, faults.RouteOrder, out RouteModel? route, out int matched))
            return NoRoute;
        (exchange.Route, exchange.MatchedLength) = (route, matched);
        debug.Tell(exchange);
        if (route.RefuseHttpWith is { } status && !exchange.Request.IsHttps)
            return status == 426 ? HttpsOnly : ToHttps(exchange, status);
        if (GrpcRules.Check(exchange, route.Protocols) is { } refusal)
            return refusal;
        return await route.Plugins.AccessAsync(exchange).ConfigureAwait(false) ?? (route.Service is null ? new(503, "no Service found with those values") : null);
    }

    private Task LoseHeaders(object response)
    {
        foreach (string name in faults.LostHeaders)
            ((HttpResponse)response).Headers.Remove(name);
        return Task.CompletedTask;
    }

    private static Answer ToHttps(ProxyExchange exchange, int status) =>
        new(status) { Body = ("", "text/plain"), Headers = [new("Location", $"https://{exchange.Request.Host.Host}{exchange.Path}{exchange.Query}")] };
}
