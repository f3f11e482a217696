using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

public class WebSocketTests : NodeFixture
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task WebSocket_ThroughTheProxy_ComesBackAndCloses(bool tls)
    {
        using ClientWebSocket socket = await OpenAsync("/open", tls);
        byte[] sent = Encoding.UTF8.GetBytes(new string('x', 3000));
        for (int i = 0; i < 3; i++)
        {
            await socket.SendAsync(sent, WebSocketMessageType.Text, true, Token);
            byte[] got = new byte[4096];
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(got.AsMemory(), Token);
            got[..result.Count].Should().Equal(sent);
        }
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);
        socket.CloseStatusDescription.Should().Be("bye");
        await Eventually.TrueAsync(() => Task.FromResult(Node.OpenRequests == 0), "the node lets go of both ends");
        (await MetricsAsync()).Should().Contain("route=\"open\",code=\"101\",source=\"service\"");
    }

    [Fact]
    public async Task WebSocket_ThatTheUpstreamCloses_IsClosed()
    {
        using ClientWebSocket socket = await OpenAsync("/open/close", tls: false);
        ValueWebSocketReceiveResult result = await socket.ReceiveAsync(new byte[16].AsMemory(), Token);
        result.MessageType.Should().Be(WebSocketMessageType.Close);
    }

    [Fact]
    public async Task WebSocket_WithoutTheKeyThatTheRouteAsksFor_IsRefused()
    {
        using ClientWebSocket socket = new();
        socket.Options.CollectHttpResponseDetails = true;
        await this.Invoking(_ => socket.ConnectAsync(Address("/locked", Node.Proxy, "ws"), Token)).Should().ThrowAsync<WebSocketException>();
        socket.HttpStatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private async Task<ClientWebSocket> OpenAsync(string path, bool tls)
    {
        ClientWebSocket socket = new();
        socket.Options.CollectHttpResponseDetails = true;
#pragma warning disable CA5359 // It is self-signed.
        socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        await socket.ConnectAsync(tls ? Address(path, Node.ProxyTls!, "wss") : Address(path, Node.Proxy, "ws"), Token);
        socket.HttpResponseHeaders!["Via"].Should().Equal("1.1 kong/3.9.1");
        return socket;
    }

    private static Uri Address(string path, Uri listener, string scheme) => new($"{scheme}://{listener.Authority}{path}");
}
