using System.Net.Http.Headers;
using Kong.Upgrade.Simulation.Proxying;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>Hands one request to a node and its answer back. A node that does not answer is the balancer's own 502.</summary>
internal sealed class BalancerForwarder : IDisposable
{
    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    /// <summary>Forwards, and returns the status that the user got.</summary>
    public async Task<int> ForwardAsync(HttpContext context, Uri? node)
    {
        if (node is null) return context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        try
        {
            using HttpRequestMessage request = Copy(context, node);
            using HttpResponseMessage answer = await client.SendAsync(request, context.RequestAborted).ConfigureAwait(false);
            return await HandBackAsync(context, answer).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status502BadGateway;
            else context.Abort();
            return StatusCodes.Status502BadGateway;
        }
    }

    public void Dispose() => client.Dispose();

    private static HttpRequestMessage Copy(HttpContext context, Uri node)
    {
        HttpRequest from = context.Request;
        HttpRequestMessage request = new(new HttpMethod(from.Method), new Uri(node, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));
        if (from.ContentLength is > 0 || from.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(from.Body);
        foreach (var header in from.Headers)
            if (!HopHeaders.IsHop(header.Key) && !request.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value))
                request.Content?.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value);
        return request;
    }

    private static async Task<int> HandBackAsync(HttpContext context, HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, HeaderStringValues values) in answer.Headers.NonValidated)
            if (!HopHeaders.IsHop(name)) context.Response.Headers[name] = values.ToArray();
        foreach ((string name, HeaderStringValues values) in answer.Content.Headers.NonValidated) context.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        return (int)answer.StatusCode;
    }
}
