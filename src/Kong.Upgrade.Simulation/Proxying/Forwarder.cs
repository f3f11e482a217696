using System.Net.Http.Headers;
using Kong.Upgrade.Simulation.Balancing;
using Kong.Upgrade.Simulation.Plugins;
using Kong.Upgrade.Simulation.Routing;
using Kong.Upgrade.Simulation.Versions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>Asks the upstream, once more elsewhere when a target refuses, and hands its answer through.</summary>
internal sealed class Forwarder(VersionTraits version, KongAnswerWriter writer, TimeProvider time) : IDisposable
{
    private static readonly Answer Failed = new(502, "An invalid response was received from the upstream server");
    private static readonly Answer Refused = Failed with { };
    private static readonly Answer TimedOut = new(504, "The upstream server is timing out");
    private static readonly Answer NoTarget = new(503, "failure to get a peer from the ring-balancer");

    private readonly UpstreamRequests _requests = new(version);
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(60),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        // Kong does not look at an upstream's certificate unless told to.
#pragma warning disable CA5359
        SslOptions = new() { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
#pragma warning restore CA5359
    });

    /// <summary>Writes the answer; false when it is one of Kong's own about a failed upstream.</summary>
    public async Task<bool> ForwardAsync(ProxyExchange exchange, ServiceModel service)
    {
        List<Target> tried = [];
        Answer outcome = NoTarget;
        while (tried.Count <= service.Retries && service.Balancer.Next(tried) is { } target)
        {
            tried.Add(target);
            if (exchange.UpstreamAskedAt == 0)
                exchange.UpstreamAskedAt = time.GetTimestamp();
            (HttpResponseMessage? response, outcome) = await AskAsync(exchange, service, target).ConfigureAwait(false);
            if (response is null && MayRepeat(exchange, outcome))
                continue;
            if (response is null)
                break;
            using (response)
                await HandThroughAsync(exchange, response).ConfigureAwait(false);
            return true;
        }
        exchange.UpstreamAnsweredAt = time.GetTimestamp();
        await writer.WriteAsync(exchange, outcome).ConfigureAwait(false);
        return false;
    }

    public void Dispose() => _client.Dispose();

    private async Task<(HttpResponseMessage? Response, Answer Failure)> AskAsync(ProxyExchange exchange, ServiceModel service, Target target)
    {
        using CancellationTokenSource timeout = new(service.ReadTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, exchange.Context.RequestAborted);
        try
        {
            using HttpRequestMessage request = _requests.Make(exchange, service, target);
            return (await _client.SendAsync(request, either.Token).ConfigureAwait(false), Failed);
        }
        catch (HttpRequestException e)
        {
            return (null, e.HttpRequestError == HttpRequestError.ConnectionError ? Refused : Failed);
        }
        catch (OperationCanceledException) when (!exchange.Context.RequestAborted.IsCancellationRequested)
        {
            return (null, TimedOut);
        }
    }

    private async Task HandThroughAsync(ProxyExchange exchange, HttpResponseMessage response)
    {
        exchange.UpstreamAnsweredAt = time.GetTimestamp();
        HttpResponse client = exchange.Context.Response;
        client.StatusCode = (int)response.StatusCode;
        foreach ((string name, HeaderStringValues values) in response.Headers.NonValidated)
            if (!HopHeaders.IsHop(name))
                client.Headers[name] = Values(values);
        foreach ((string name, HeaderStringValues values) in response.Content.Headers.NonValidated)
            client.Headers[name] = Values(values);
        writer.Decorate(exchange);
        if (client.StatusCode == StatusCodes.Status101SwitchingProtocols)
            await SwitchedConnection.PassAsync(exchange, response.Content).ConfigureAwait(false);
        else
            await FaultyBody.CopyAsync(exchange, response.Content).ConfigureAwait(false);
        foreach ((string name, HeaderStringValues values) in response.TrailingHeaders.NonValidated)
            if (client.SupportsTrailers())
                client.AppendTrailer(name, Values(values));
    }

    // A body that was begun to be sent is gone; a refused connection has taken nothing.
    private static bool MayRepeat(ProxyExchange exchange, Answer failure) =>
        ReferenceEquals(failure, Refused) || !UpstreamRequests.HasBody(exchange.Request);

    private static StringValues Values(HeaderStringValues values) => values.Count == 1 ? values.ToString() : values.ToArray();
}
