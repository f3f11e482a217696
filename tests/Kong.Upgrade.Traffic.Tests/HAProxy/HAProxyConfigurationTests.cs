using System.Globalization;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

/// <summary>What is printed for a person. That HAProxy takes it, and does what it should, all other tests show.</summary>
public sealed class HAProxyConfigurationTests : IAsyncDisposable
{
    private readonly HAProxyInstance haproxy = new();

    [Fact]
    public void ConfigurationToAdd_Weights_IsTheLinesAndNothingOfTheMap()
    {
        HAProxyOptions options = HAProxyOptionsOf.Weights(haproxy);
        options.ServerStateFile = "/var/lib/haproxy/kong.state";
        string text = new HAProxyTrafficSplitter(options).ConfigurationToAdd();

        Lines(text).Should().Equal(
            "global",
            $"stats socket {haproxy.Socket} mode 600 level admin",
            "backend kong",
            "balance roundrobin",
            "option redispatch 1",
            "retries 3",
            "server-state-file-name /var/lib/haproxy/kong.state",
            "load-server-state-from-file local",
            "server blue1 ADDRESS-OF-blue1 weight 256",
            "server blue2 ADDRESS-OF-blue2 weight 256",
            "server green1 ADDRESS-OF-green1 weight 0",
            "server green2 ADDRESS-OF-green2 weight 0");
    }

    [Fact]
    public void ConfigurationToAdd_MapWithEverything_IsTheLines()
    {
        HAProxyOptions options = new()
        {
            Socket = "127.0.0.1:9999",
            Backend = "kong",
            Blue = ["blue1"],
            Green = ["green1", "green2"],
            Mode = HAProxyMode.Map,
            MapFile = "/etc/haproxy/share.map",
            Key = "src",
            TesterHeader = "X-Side",
            Shield = true,
            ShieldedStatuses = [500, 503],
        };

        Lines(new HAProxyTrafficSplitter(options).ConfigurationToAdd()).Should().Equal(
            "global",
            "stats socket ipv4@127.0.0.1:9999 level admin",
            "backend kong",
            "http-request set-var(txn.kong_share) str(share),map_str_int(/etc/haproxy/share.map,0)",
            "http-request set-var(txn.kong_draw) src,xxh32,mod(1000000)",
            "http-request set-var(txn.kong_draw) rand(1000000) unless { var(txn.kong_draw) -m found }",
            "http-request set-var(txn.kong_draw) var(txn.kong_draw),sub(txn.kong_share)",
            "http-request set-var(txn.kong_side) str(green) if { var(txn.kong_draw) -m int lt 0 }",
            "http-request set-var(txn.kong_side) str(green) if { req.hdr(X-Side) -m str green }",
            "http-request set-var(txn.kong_side) str(blue) if { req.hdr(X-Side) -m str blue }",
            "option redispatch 1",
            "retries 3",
            "retry-on conn-failure empty-response junk-response 500 503",
            "http-request disable-l7-retry unless { var(txn.kong_side) -m str green } { method GET HEAD OPTIONS }",
            "http-request set-var(txn.kong_node) rand(2) if { var(txn.kong_side) -m str green }",
            "use-server green1 if { var(txn.kong_node) -m int 0 }",
            "use-server green2 if { var(txn.kong_node) -m int 1 }",
            "use-server green1 if { var(txn.kong_side) -m str green }",
            "use-server green2 if { var(txn.kong_side) -m str green }",
            "server blue1 ADDRESS-OF-blue1",
            "server green1 ADDRESS-OF-green1 weight 0",
            "server green2 ADDRESS-OF-green2 weight 0");
    }

    [Theory]
    [InlineData(HAProxyMode.Weights, null, "- - -")]
    [InlineData(HAProxyMode.Map, "X-Side", "%[var(txn.kong_side)] %[var(txn.kong_node)] %[var(txn.kong_by)]")]
    public void ConfigurationToAdd_WithALog_HasTheLinesOfTheFrontend(HAProxyMode mode, string? testers, string rules)
    {
        HAProxyOptions options = HAProxyOptionsOf.Of(mode, haproxy);
        (options.AccessLogPort, options.TesterHeader) = (5514, testers);
        string[] lines = [.. Lines(new HAProxyTrafficSplitter(options).ConfigurationToAdd())];

        lines.Should().ContainInOrder("frontend NAME-OF-FRONTEND", "log 127.0.0.1:5514 local0 info", $"log-format \"kong_upgrade %[date(0,ms)] %b %s {rules} %ST %rc %ts %Ta\"", "backend kong");
        lines.Contains("http-request set-var(txn.kong_by) str(tester) if { req.hdr(X-Side) -m str green blue }").Should().Be(testers is not null);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task ConfigurationToAdd_ASocketWithAPort_Works(string host)
    {
        HAProxyOptions options = HAProxyOptionsOf.Map(haproxy);
        options.Socket = string.Create(CultureInfo.InvariantCulture, $"{host}:{PostgresServer.FreePort()}");
        (options.Key, options.TesterHeader, options.Shield) = ("src", "X-Side", true);
        // The instance itself asks by a socket of its own.
        HAProxyTrafficSplitter splitter = await haproxy.StartAsync(options, text => $"{text}\nglobal\n    stats socket {haproxy.Socket} level admin\n");

        (await splitter.SetShareAsync(TrafficShare.FromPercent(12.3456), TestContext.Current.CancellationToken)).Should().Be(TrafficShare.FromPercent(12.3456));
        File.ReadAllText(haproxy.MapFile).Should().Be("share 123456\n");
    }

    public ValueTask DisposeAsync() => haproxy.DisposeAsync();

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#');
}
