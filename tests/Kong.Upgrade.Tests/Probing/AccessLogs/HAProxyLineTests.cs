using System.Text;
using CsCheck;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Probing.AccessLogs;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Tests;

/// <summary>Lines as HAProxy 2.6.12 sent them.</summary>
public class HAProxyLineTests
{
    private const string Header = "<134>Nov 27 23:57:26 haproxy[7013]: ";

    [Theory]
    [InlineData("kong blue1 - - - 200 0 -- 4", "blue1", 0, 0, 0, 5)]
    [InlineData("kong blue2 - - - 404 0 -- 2", "blue2", 0, 1, 0, 2)]
    [InlineData("kong green1 green 0 - 429 0 -- 2", "green1", 0, 0, 1, 2)]
    [InlineData("kong blue1 green 0 - 200 +1 -- 7", "green1", 1, 0, 0, 10)]
    [InlineData("kong blue2 green 1 - 404 +1 -- 8", "green2", 1, 0, 0, 10)]
    [InlineData("kong green2 green 1 - 200 0 SD 5", "green2", 1, 0, 0, 5)]
    [InlineData("kong green1 green 0 - 503 0 -- 4", "green1", 1, 0, 0, 5)]
    [InlineData("kong green2 green 1 - 502 0 SH 4", "green2", 1, 0, 0, 5)]
    [InlineData("kong green2 green 1 - 504 0 sH 1001", "green2", 1, 0, 0, 1500)]
    [InlineData("kong green2 green 1 - 502 0 PH 4", "green2", 1, 0, 0, 5)]
    [InlineData("kong green2 green 1 - 400 0 CH 4", "green2", 0, 0, 0, 5)]
    [InlineData("kong green2 green 1 - 200 0 CD 4", "green2", 0, 0, 0, 5)]
    [InlineData("kong green2 green 1 - 500 0 CD 4", "green2", 1, 0, 0, 5)]
    [InlineData("kong green2 green 1 - -1 0 DH 4", "green2", 1, 0, 0, 5)]
    [InlineData("kong blue2 - - - 200 +2 -- 4", "one of blue1, blue2", 1, 0, 0, 5)]
    public void Parse_WithTheSplittersRules_IsWhatTheFirstNodeMadeOfIt(string end, string node, long errors, long clientErrors, long rateLimited, double bound)
    {
        NodeReading reading = Count(end, HAProxyMode.Map, LineKind.Request);
        (reading.Side, reading.Node, reading.Requests, reading.Errors, reading.ClientErrors, reading.RateLimited)
            .Should().Be((node.Contains("green", StringComparison.Ordinal) ? ClusterSide.Green : ClusterSide.Blue, node, 1, errors, clientErrors, rateLimited));
        reading.Latency.Quantile(1).Should().Be(bound);
    }

    [Theory]
    [InlineData("kong blue1 - - - 200 +1 -- 4", "blue1", 0, LineKind.RequestOfUnknownFirst)]
    [InlineData("kong green2 - - - 504 +3 sH 1000", "green2", 1, LineKind.RequestOfUnknownFirst)]
    [InlineData("kong green2 - - - 200 0 -- 1000", "green2", 0, LineKind.Request)]
    public void Parse_WithWeights_SaysWhenTheFirstNodeIsNotKnown(string end, string node, long errors, object kind)
    {
        NodeReading reading = Count(end, HAProxyMode.Weights, (LineKind)kind);
        (reading.Node, reading.Requests, reading.Errors).Should().Be((node, 1, errors));
    }

    [Fact]
    public void Parse_OfATimeThatIsNotKnown_CountsTheRequestWithoutIt() =>
        Count("kong green2 - - - 503 0 SC -1", HAProxyMode.Map, LineKind.Request).Latency.Count.Should().Be(0);

    [Theory]
    [InlineData("kong_upgrade 1795823927110 users <NOSRV> - - - 400 0 PR 0")]
    [InlineData("kong_upgrade 1795823934350 kong <NOSRV> green 0 - 503 0 sQ 200")]
    [InlineData("kong_upgrade 1795823934350 other blue1 - - - 500 0 -- 2")]
    [InlineData("kong_upgrade 1795823934350 kong third - - - 500 0 -- 2")]
    [InlineData("kong_upgrade 1795823934350 kong green1 green 0 tester 500 0 -- 2")]
    [InlineData("kong_upgrade 1795823934350 kong green1 green 0 - 500 0 RC 2")]
    [InlineData("kong_upgrade 1795823934350 kong green1 green 0 - -1 0 -- 2")]
    [InlineData("127.0.0.1:59138 [27/Nov/2026:23:58:55.363] users/2: SSL handshake failure")]
    [InlineData("127.0.0.1:59154 [27/Nov/2026:23:58:55.364] users/2: Connection closed during SSL handshake")]
    public void Parse_OfWhatNoNodeDid_IsNothing(string text) => Parse(Header + text, HAProxyMode.Map, out _).Should().Be(LineKind.Nothing);

    [Theory]
    [InlineData(132, true)]
    [InlineData(133, true)]
    [InlineData(134, false)]
    [InlineData(131, false)]
    public void Parse_OfWhatHAProxySaysAboutItself_IsNothingUnlessItCouldBeARequest(int priority, bool isNothing) =>
        Parse($"<{priority}>Nov 27 23:57:26 haproxy[7013]: Proxy users stopped (cumulated conns: FE: 12, BE: 0).", HAProxyMode.Map, out _).Should().Be(isNothing ? LineKind.Nothing : LineKind.Foreign);

    [Theory]
    [InlineData(Header + "kong_upgrade 1795823934350 kong green1 green 0 - 500 0 --")]
    [InlineData(Header + "kong_upgrade 1795823934350 kong green1 green 0 - 500 0 -- 2 more")]
    [InlineData(Header + "kong_upgrade 1795823934350 kong green1 green 7 - 500 1 -- 2")]
    [InlineData(Header + "kong_upgrade 1795823934350 kong green1 green 0 - 500 0 --- 2")]
    [InlineData(Header + "127.0.0.1:4000 [27/Nov/2026:23:58:55.363] users kong/blue1 0/0/0/1/1 200 100 - - ---- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\"")]
    [InlineData("noise")]
    [InlineData("")]
    [InlineData("<>")]
    public void Parse_OfAnythingElse_IsForeign(string line) => Parse(line, HAProxyMode.Map, out _).Should().Be(LineKind.Foreign);

    [Fact]
    public void Parse_BehindALogOfSomebodysOwn_IsTheSameWhateverUsersSend()
    {
        string own = "127.0.0.1:4000 [27/Nov/2026:23:58:55.363] users kong/blue1 200 \"GET /kong_upgrade 1 kong green1 green 0 - 500 0 -- 2 HTTP/1.1\" ";
        Parse(Header + own + "kong_upgrade 1795823934350 kong blue1 - - - 200 0 -- 2", HAProxyMode.Map, out LoggedRequest request).Should().Be(LineKind.Request);
        (request.At, request.Outcome, request.Took).Should().Be((1795823934350, LoggedOutcome.Answered, 2));
    }

    [Fact]
    public void Parse_OfAnyBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(noise =>
    {
        byte[] line = Encoding.UTF8.GetBytes(Header + "kong_upgrade 1795823934350 kong green1 green 0 - 500 0 -- 2");
        for (int i = 0; i + 1 < noise.Length; i += 2) line[noise[i] % line.Length] = noise[i + 1];
        LogNodes nodes = Nodes();
        new HAProxyLine(Options(HAProxyMode.Map), nodes).Parse(line, out _);
        new HAProxyLine(Options(HAProxyMode.Map), Nodes()).Parse(noise, out _);
    }, iter: 2000);

    private static NodeReading Count(string end, HAProxyMode mode, LineKind kind)
    {
        LogNodes nodes = Nodes();
        new HAProxyLine(Options(mode), nodes).Parse(Encoding.UTF8.GetBytes($"{Header}kong_upgrade 1795823934350 {end}"), out LoggedRequest request).Should().Be(kind);
        nodes.Count(request);
        return nodes.Take().Single(n => n.Requests > 0);
    }

    private static LineKind Parse(string line, HAProxyMode mode, out LoggedRequest request) => new HAProxyLine(Options(mode), Nodes()).Parse(Encoding.UTF8.GetBytes(line), out request);

    private static LogNodes Nodes() => new(["blue1", "blue2"], ["green1", "green2"], areOnlyNamedOnes: true);

    private static HAProxyOptions Options(HAProxyMode mode) => new() { Backend = "kong", Blue = ["blue1", "blue2"], Green = ["green1", "green2"], Mode = mode };
}
