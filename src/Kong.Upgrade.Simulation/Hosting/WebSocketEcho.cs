using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>The other end of a WebSocket: sends back what it gets; under a path with `/close` it says goodbye at once.</summary>
internal static class WebSocketEcho
{
    // RFC 6455, 1.3: what a server adds to the client's key.
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    public static async Task AnswerAsync(HttpContext context, string target)
    {
        string key = context.Request.Headers.SecWebSocketKey.ToString();
        context.Response.Headers.Upgrade = "websocket";
#pragma warning disable CA5350 // The protocol asks for SHA-1.
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350
        Stream stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync().ConfigureAwait(false);
        using WebSocket socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        try
        {
            if (!target.Contains("/close", StringComparison.Ordinal))
                await EchoAsync(socket, context.RequestAborted).ConfigureAwait(false);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", context.RequestAborted).ConfigureAwait(false);
        }
        catch (WebSocketException)
        {
            // The client went without a word.
        }
    }

    private static async Task EchoAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false) is { MessageType: not WebSocketMessageType.Close } got)
            await socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, got.EndOfMessage, cancellationToken).ConfigureAwait(false);
    }
}
