using System.Globalization;
using System.Text;
using CsCheck;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Probing.AccessLogs;

namespace Kong.Upgrade.Tests;

public class NginxLineTests
{
    private const string Good = "1795823970.557 kong_upgrade_green share 200 0.031 \"127.0.0.1:2\" \"200\"";

    private readonly LogNodes nodes = new(["127.0.0.1:1"], ["127.0.0.1:2", "127.0.0.1:3"], areOnlyNamedOnes: false);

    [Theory]
    [InlineData("200 0.031 \"127.0.0.1:2\" \"200\"", 0, 0, 0, 50)]
    [InlineData("200 0.031 \"127.0.0.1:2, 127.0.0.1:1\" \"500, 200\"", 1, 0, 0, 50)]
    [InlineData("200 0.000 \"127.0.0.1:2, 127.0.0.1:3 : 127.0.0.1:1\" \"502, 504 : 200\"", 1, 0, 0, 1)]
    [InlineData("200 0.002 \"127.0.0.1:2 : 127.0.0.1:1\" \"200 : 500\"", 0, 0, 0, 2)]
    [InlineData("502 0.001 \"127.0.0.1:2\" \"-\"", 1, 0, 0, 1)]
    [InlineData("499 70.500 \"127.0.0.1:2\" \"-\"", 0, 0, 0, double.PositiveInfinity)]
    [InlineData("499 0.500 \"127.0.0.1:2, 127.0.0.1:1\" \"500, -\"", 1, 0, 0, 500)]
    [InlineData("404 0.001 \"127.0.0.1:2\" \"404\"", 0, 1, 0, 1)]
    [InlineData("200 0.001 \"127.0.0.1:2, 127.0.0.1:1\" \"404, 200\"", 0, 1, 0, 1)]
    [InlineData("429 0.060 \"127.0.0.1:2\" \"429\"", 0, 0, 1, 80)]
    [InlineData("399 0.060 \"127.0.0.1:2\" \"399\"", 0, 0, 0, 80)]
    [InlineData("599 0.060 \"127.0.0.1:2\" \"599\"", 1, 0, 0, 80)]
    public void Parse_OfARequest_IsWhatTheFirstNodeMadeOfIt(string end, long errors, long clientErrors, long rateLimited, double bound)
    {
        NodeReading reading = Count($"1795823970.557 kong_upgrade_green share {end}");
        (reading.Side, reading.Node, reading.Requests, reading.Errors, reading.ClientErrors, reading.RateLimited).Should().Be((ClusterSide.Green, "127.0.0.1:2", 1, errors, clientErrors, rateLimited));
        (reading.Latency.Count, reading.Latency.Quantile(1)).Should().Be((1, bound));
    }

    [Fact]
    public void Parse_OfALineOfSyslog_IsTheSameAsOfAFile()
    {
        Parse(Good, out LoggedRequest plain).Should().Be(LineKind.Request);
        Parse("<190>Nov 27 23:59:30 kong_upgrade: " + Good, out LoggedRequest sent).Should().Be(LineKind.Request);
        Parse("<190>Nov  7 23:59:30 some.host kong_upgrade: " + Good, out LoggedRequest named).Should().Be(LineKind.Request);
        (sent, named, plain.At, plain.Took).Should().Be((plain, plain, 1795823970557, 31));
    }

    [Theory]
    [InlineData("1795823970.557 kong_upgrade_green tester 500 0.031 \"127.0.0.1:2\" \"500\"")]
    [InlineData("1795823970.557 kong_upgrade_blue share 408 0.031 \"-\" \"-\"")]
    [InlineData("1795823970.557 kong_upgrade_blue share 408 0.031 \"\" \"\"")]
    public void Parse_OfTestersAndOfRequestsThatWentNowhere_IsNothing(string line) => Parse(line, out _).Should().Be(LineKind.Nothing);

    [Theory]
    [InlineData("")]
    [InlineData("<190>")]
    [InlineData("<190>Nov 27 23:59:30 nginx: 1795823970.557 kong_upgrade_green share 200 0.031 \"127.0.0.1:2\" \"200\"")]
    [InlineData("127.0.0.1 - - [01/May/2026] \"GET / HTTP/1.1\" 200")]
    [InlineData("1795823970.557 kong_upgrade_green share 200 0.031 \"127.0.0.1:2\" \"200\" ")]
    [InlineData("1795823970.557 kong_upgrade_green share 200 0.031 \"127.0.0.1:2\" \"200\" more")]
    [InlineData("1795823970.557 kong_upgrade_green share 200 0.031 \"127.0.0.1:2\" \"20x\"")]
    [InlineData("1795823970.557 kong_upgrade_green share 200 0.31 \"127.0.0.1:2\" \"200\"")]
    [InlineData("1795823970.557 kong_upgrade_green somebody 200 0.031 \"127.0.0.1:2\" \"200\"")]
    [InlineData("1795823970.557 kong_upgrade_red share 200 0.031 \"127.0.0.1:2\" \"200\"")]
    [InlineData("1795823970.557 kong_upgrade_green share 200 -1.031 \"127.0.0.1:2\" \"200\"")]
    [InlineData("99999999999999999999.557 kong_upgrade_green share 200 0.031 \"127.0.0.1:2\" \"200\"")]
    public void Parse_OfAnythingElse_IsForeign(string line) => Parse(line, out _).Should().Be(LineKind.Foreign);

    [Fact]
    public void Parse_OfAGoodLineCutAnywhere_IsForeign()
    {
        for (int length = 0; length < Good.Length; length++) Parse(Good[..length], out _).Should().Be(LineKind.Foreign, "{0}", Good[..length]);
    }

    [Fact]
    public void Parse_OfAnyBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(noise =>
    {
        new NginxLine(nodes).Parse(noise, out _);
        byte[] line = Encoding.UTF8.GetBytes("<190>Nov 27 23:59:30 kong_upgrade: " + Good);
        for (int i = 0; i < noise.Length && i < line.Length; i += 7) line[noise[i] % line.Length] = noise[i];
        new NginxLine(new(["a:1"], ["b:1"], false)).Parse(line, out _);
    }, iter: 2000);

    [Fact]
    public void Parse_OfNodesWithoutEnd_TakesAThousand()
    {
        for (int i = 0; i < 2000; i++) Parse(Good.Replace("127.0.0.1:2", string.Create(CultureInfo.InvariantCulture, $"10.0.0.1:{i + 1}"), StringComparison.Ordinal), out _).Should().Be(i < 1021 ? LineKind.Request : LineKind.Foreign);
    }

    [Fact]
    public void Parse_OfLinesAgainAndAgain_AllocatesNothing()
    {
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Good + "\n", 1000)));
        RequestStore store = new(new NginxLine(nodes), nodes);
        store.Add(lines);
        store.Take(long.MinValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        store.Add(lines);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        store.Take(long.MinValue).Sum(n => n.Requests).Should().Be(1000);
    }

    private NodeReading Count(string line)
    {
        Parse(line, out LoggedRequest request).Should().Be(LineKind.Request);
        nodes.Count(request);
        return nodes.Take().Single(n => n.Requests > 0);
    }

    private LineKind Parse(string line, out LoggedRequest request) => new NginxLine(nodes).Parse(Encoding.UTF8.GetBytes(line), out request);
}
