using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>A connection that client and upstream agreed to use for another protocol, WebSocket: bytes go through both ways until either end is done.</summary>
internal static class SwitchedConnection
{
    public static bool IsAsked(HttpContext context) =>
        context.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    public static async Task PassAsync(ProxyExchange exchange, HttpContent upstream)
    {
        exchange.Context.Response.Headers.Upgrade = "websocket";
        Stream client = await exchange.Context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync().ConfigureAwait(false);
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(exchange.Context.RequestAborted);
        Stream server = await upstream.ReadAsStreamAsync(done.Token).ConfigureAwait(false);
        await Task.WhenAny(CopyAsync(client, server, done.Token), CopyAsync(server, client, done.Token)).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[8192];
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and int read)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                await to.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone, and with it the conversation.
        }
    }
}
