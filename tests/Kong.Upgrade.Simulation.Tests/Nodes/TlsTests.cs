using System.Net;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Tests.Support;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

public class TlsTests : NodeFixture
{
    protected override string Yaml => $$"""
        _format_version: "3.0"
        services:
        - name: echo
          host: 127.0.0.1
          port: 19991
          routes:
          - {name: open, paths: [/open]}
          - {name: secure, paths: [/secure], protocols: [https]}
          - {name: named, paths: [/named], snis: [a.example.test]}
        {{TestCertificate.Yaml("a.example.test", "*.example.test", "b.example.*")}}
        """;

    [Theory]
    [InlineData("a.example.test", "CN=a.example.test")]
    [InlineData("other.example.test", "CN=*.example.test")]
    [InlineData("b.example.org", "CN=b.example.*")]
    [InlineData("example.test", "CN=localhost")]
    [InlineData("a.b.example.test", "CN=localhost")]
    [InlineData("127.0.0.1", "CN=localhost")]
    public async Task ProxyTls_AskedUnderAName_ShowsItsCertificate(string name, string subject)
    {
        using TlsClient client = new(Node.ProxyTls!);
        using HttpResponseMessage response = await client.GetAsync(name, "/open");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        client.Shown.Subject.Should().StartWith(subject);
    }

    [Theory, InlineData(1, 1), InlineData(2, 0)]
    public async Task ProxyTls_EitherProtocol_TellsTheUpstreamOfTls(int major, int minor)
    {
        using TlsClient client = new(Node.ProxyTls!);
        using HttpResponseMessage response = await client.GetAsync("a.example.test", "/open/x?y=1", new(major, minor));
        response.Version.Should().Be(new Version(major, minor));
        JsonNode seen = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;
        seen["headers"]!["X-Forwarded-Proto"]!.ToString().Should().Be("https");
        seen["headers"]!["X-Forwarded-Host"]!.ToString().Should().Be("a.example.test");
        seen["path"]!.ToString().Should().Be("/x?y=1");
    }

    [Fact]
    public async Task ProxyTls_RouteForHttpsOnly_IsServed()
    {
        using TlsClient client = new(Node.ProxyTls!);
        (await client.GetAsync("x.test", "/secure")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await GetAsync("/secure")).Should().Be(HttpStatusCode.UpgradeRequired);
    }

    [Fact]
    public async Task ProxyTls_RouteWithServerNames_IsServedUnderThoseOnlyAndInPlainHttpUnderAny()
    {
        using TlsClient client = new(Node.ProxyTls!);
        (await client.GetAsync("a.example.test", "/named")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("b.example.test", "/named")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await GetAsync("/named")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task MixUpCertificate_OfOneName_LeavesTheOthersAlone()
    {
        using TlsClient client = new(Node.ProxyTls!);
        string right = await ShownAsync("a.example.test");
        Node.Faults.MixUpCertificate("a.example.test");
        (await ShownAsync("a.example.test")).Should().NotBe(right);
        (await ShownAsync("c.example.test")).Should().NotBe(right);
        client.Shown.Subject.Should().Be("CN=*.example.test");
        Node.Faults.RestoreCertificate("a.example.test");
        (await ShownAsync("a.example.test")).Should().Be(right);

        async Task<string> ShownAsync(string name)
        {
            using HttpResponseMessage response = await client.GetAsync(name, "/open");
            return client.Shown.Thumbprint;
        }
    }

    [Fact]
    public async Task ProxyTls_CertificateWithoutKey_IsReplacedByTheOwnOneThatNodesShare()
    {
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(System.Text.RegularExpressions.Regex.Replace(
            Yaml, "(BEGIN PRIVATE KEY-----)[^-]*(-----END)", "$1\n    REMOVED\n    $2"));
        SimulatedKongNode one = await Lab.NodeAsync("3.9.1", database), two = await Lab.NodeAsync("3.4.2", database);
        using TlsClient first = new(one.ProxyTls!), second = new(two.ProxyTls!);
        (await first.GetAsync("a.example.test", "/open")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await second.GetAsync("a.example.test", "/open")).StatusCode.Should().Be(HttpStatusCode.OK);
        first.Shown.Subject.Should().StartWith("CN=localhost");
        second.Shown.Should().Be(first.Shown);
    }

    [Fact]
    public async Task Admin_NodeWithTls_ShowsBothListeners()
    {
        (_, string body) = await AdminAsync(HttpMethod.Get, "/");
        JsonNode configuration = JsonNode.Parse(body)!["configuration"]!;
        configuration["proxy_listen"]!.AsArray().Select(l => l!.ToString()).Should().Equal(Node.Proxy.Authority, Node.ProxyTls!.Authority + " http2 ssl");
        configuration["proxy_listeners"]![1]!["ssl"]!.GetValue<bool>().Should().BeTrue();
        configuration["proxy_listeners"]![1]!["port"]!.GetValue<int>().Should().Be(Node.ProxyTls.Port);
        configuration["proxy_ssl_enabled"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task ProxyTls_NotAskedFor_IsAbsent()
    {
        SimulatedKongNode node = await Lab.NodeAsync("3.9.1", Database, o => new() { Version = o.Version, Database = o.Database });
        node.ProxyTls.Should().BeNull();
        (_, string body) = await AdminAsync(HttpMethod.Get, "/", node: node);
        JsonNode.Parse(body)!["configuration"]!["proxy_listeners"]!.AsArray().Should().ContainSingle();
    }
}
