using System.Text;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Calling;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Tests.Tls;

/// <summary>Requests over TLS to a real nginx: the name that is asked for, the protocol that is agreed on, and who shares a connection.</summary>
public class NginxTlsTests
{
    [Theory]
    [InlineData(StagingProtocol.Http11, "HTTP/1.1")]
    [InlineData(StagingProtocol.Http2, "HTTP/2.0")]
    public async Task Ask_NameAndHost_GoTheirOwnWays(StagingProtocol protocol, string spoken)
    {
        await using TlsNginx nginx = await TlsNginx.StartAsync();
        using NodeCaller caller = new(new(), TimeProvider.System);

        (await AskAsync(caller, nginx, protocol, host: "b.test")).Should().StartWith($"b.test|b.test|{spoken}|").And.EndWith("|b.test");
        (await AskAsync(caller, nginx, protocol, host: "b.test", sni: "a.test")).Should().StartWith($"a.test|b.test|{spoken}|").And.EndWith("|b.test");
        (await AskAsync(caller, nginx, protocol, host: "a.test:8443", sni: null)).Should().StartWith($"a.test|a.test|{spoken}|").And.EndWith("|a.test");
        (await AskAsync(caller, nginx, protocol)).Should().StartWith($"|127.0.0.1|{spoken}|");
    }

    [Theory]
    [InlineData(StagingProtocol.Http11)]
    [InlineData(StagingProtocol.Http2)]
    public async Task Ask_Names_DoNotShareConnectionsButEachKeepsItsOwn(StagingProtocol protocol)
    {
        await using TlsNginx nginx = await TlsNginx.StartAsync();
        using NodeCaller caller = new(new(), TimeProvider.System);

        string first = await ConnectionAsync("a.test"), other = await ConnectionAsync("b.test");

        other.Should().NotBe(first);
        (await ConnectionAsync("a.test")).Should().Be(first);
        (await ConnectionAsync("b.test")).Should().Be(other);

        async Task<string> ConnectionAsync(string sni) => (await AskAsync(caller, nginx, protocol, host: "a.test", sni: sni)).Split('|')[3];
    }

    [Fact]
    public async Task Run_SuiteOverTls_PassesAndFailsByTheAnswer()
    {
        await using TlsNginx nginx = await TlsNginx.StartAsync();

        StagingReport report = await RunAsync(nginx.Node, tests => tests
            .Get("/").WithHost("a.test").OverTls().OverHttp2().ExpectBody("a.test|a.test|HTTP/2.0|").Named("http2")
            .Get("/").WithHost("a.test").OverTls("b.test").ExpectBody("b.test|a.test|HTTP/1.1|").Named("another name")
            .Get("/").WithHost("b.test").OverTls().ExpectBody("a.test|a.test|").Named("wrong"));

        report.Tests.Select(t => t.Verdict).Should().Equal([StagingVerdict.Passed, StagingVerdict.Passed, StagingVerdict.Failed], report.Describe());
    }

    [Fact]
    public async Task Certificate_OfTheNameAskedFor_Passes()
    {
        await using TlsNginx nginx = await TlsNginx.StartAsync();

        StagingReport report = await RunAsync(nginx.Node, tests => tests.Certificate("a.test", nginx.Fingerprint("a.test")).Certificate("b.test", nginx.Fingerprint("b.test")));

        report.Verdict.Should().Be(StagingVerdict.Passed, report.Describe());
        report.Tests.Select(t => t.Evidence).Should().SatisfyRespectively(
            one => one.Should().StartWith("green-1 CN=a.test, valid until ").And.Contain(nginx.Fingerprint("a.test")[..16].ToLowerInvariant()), two => two.Should().StartWith("green-1 CN=b.test, "));
        (await RunAsync(nginx.Node, tests => tests.Certificate("a.test").Certificate("b.test"))).Verdict.Should().Be(StagingVerdict.Passed);
    }

    [Fact]
    public async Task Certificate_OfAnotherName_Fails()
    {
        await using TlsNginx nginx = await TlsNginx.StartAsync();

        StagingReport wrong = await RunAsync(nginx.Node, tests => tests.Certificate("a.test", nginx.Fingerprint("b.test"))), unnamed = await RunAsync(nginx.Node, tests => tests.Certificate("c.test"));

        wrong.Causes.Should().ContainSingle(wrong.Describe()).Which.Should().BeEquivalentTo(new { Area = "certificate", What = "the certificate shown is not the one of the name asked for", Subjects = new[] { "SNI a.test" } });
        unnamed.Verdict.Should().Be(StagingVerdict.Failed, "nobody has a certificate for c.test, and nginx shows its first");
    }

    private static async Task<string> AskAsync(NodeCaller caller, TlsNginx nginx, StagingProtocol protocol, string? host = null, string? sni = null)
    {
        StagingAnswer answer = await caller.AskAsync(nginx.Node, new() { Path = "/", Host = host, Sni = sni, Tls = true, Protocol = protocol }, TestContext.Current.CancellationToken);
        answer.Status.Should().Be(200, answer.ToString());
        answer.Protocol.Major.Should().Be(protocol is StagingProtocol.Http2 ? 2 : 1);
        return Encoding.UTF8.GetString(answer.Body.Span);
    }

    private static Task<StagingReport> RunAsync(Clusters.ClusterNode green, Action<StagingSuiteBuilder> assemble) =>
        new StagingRunner().RunAsync(StagingSuite.Create(assemble), new() { Green = [green] }, TestContext.Current.CancellationToken);
}
