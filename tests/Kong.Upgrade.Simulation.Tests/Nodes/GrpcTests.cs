using System.Net;
using System.Net.Http.Headers;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>gRPC health over the TLS listener, and what does not suit a gRPC route.</summary>
public class GrpcTests : NodeFixture
{
    private const string Check = "/grpc.health.v1.Health/Check";

    [Theory, InlineData(0, 1), InlineData(1, 2)]
    public async Task Grpc_HealthThroughTheProxy_TellsWhatTheUpstreamSays(double errorRate, byte status)
    {
        Lab.One.ErrorRate = errorRate;
        SimulatedKongNode node = await NodeAsync();
        using HttpResponseMessage response = await CallAsync(node.ProxyTls!, Check);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync(Token)).Should().Equal(0, 0, 0, 0, 2, 8, status);
        response.TrailingHeaders.GetValues("grpc-status").Should().Equal("0");
        response.Headers.GetValues("Via").Should().Equal("2 kong/3.9.1");
        Lab.One.RequestsReceived.Should().Be(1);
    }

    [Fact]
    public async Task Grpc_UnknownMethod_IsUnimplemented()
    {
        SimulatedKongNode node = await NodeAsync();
        using HttpResponseMessage response = await CallAsync(node.ProxyTls!, "/x.Y/Z");
        response.Headers.GetValues("grpc-status").Should().Equal("12");
    }

    [Fact]
    public async Task Grpc_RequestThatDoesNotSuit_IsToldWhy()
    {
        SimulatedKongNode node = await NodeAsync();
        using HttpResponseMessage plain = await Lab.Client.GetAsync(new Uri(node.Proxy, Check), Token);
        plain.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        using HttpResponseMessage old = await CallAsync(node.Proxy, Check, HttpVersion.Version11);
        old.StatusCode.Should().Be(HttpStatusCode.UpgradeRequired);
        (await old.Content.ReadAsStringAsync(Token)).Should().Contain("Please use HTTP2 protocol");
        Lab.One.RequestsReceived.Should().Be(0);
    }

    private async Task<SimulatedKongNode> NodeAsync()
    {
        Uri upstream = await Lab.One.ListenForGrpcAsync(Token);
        return await Lab.NodeAsync("3.9.1", SimulatedDatabase.FromDeclarative($$"""
            _format_version: "3.0"
            services:
            - name: health
              protocol: grpc
              host: 127.0.0.1
              port: {{upstream.Port}}
              routes: [{name: health, protocols: [grpc, grpcs], paths: [/], strip_path: false}]
            """), o => new() { Version = o.Version, Database = o.Database, ProxyTlsPort = 0 });
    }

    private Task<HttpResponseMessage> CallAsync(Uri listener, string path, Version? version = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(listener, path))
        {
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.Add(new("trailers"));
        return Lab.Client.SendAsync(request, Token);
    }
}
