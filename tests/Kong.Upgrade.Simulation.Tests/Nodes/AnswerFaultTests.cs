using System.Net;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>Answers that do not end, do not begin, or come from another route; and the error log.</summary>
public sealed class AnswerFaultTests : NodeFixture
{
    [Fact]
    public async Task EndlessBody_ReadForAWhile_BeginsAsUsualAndGoesOn()
    {
        Node.Faults.EndlessBody = true;
        using HttpResponseMessage response = await Lab.Client.GetAsync(new Uri(Node.Proxy, "/open"), HttpCompletionOption.ResponseHeadersRead, Token);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        await using Stream body = await response.Content.ReadAsStreamAsync(Token);
        byte[] read = new byte[1_000_000];
        await body.ReadExactlyAsync(read, Token);
        System.Text.Encoding.UTF8.GetString(read).Should().StartWith("{\"backend\"").And.EndWith("    ");

        response.Dispose();

        await Eventually.TrueAsync(() => Task.FromResult(Node.OpenRequests == 0), "the node notices that nobody reads");
        Node.Faults.EndlessBody = false;
        (await Lab.Client.GetStringAsync(new Uri(Node.Proxy, "/open"), Token)).Should().EndWith("}");
    }

    [Fact]
    public async Task StalledBody_UntilReleased_SendsTheHeadAndThenTheRest()
    {
        Node.Faults.StalledBody = true;
        using HttpResponseMessage response = await Lab.Client.GetAsync(new Uri(Node.Proxy, "/open"), HttpCompletionOption.ResponseHeadersRead, Token);
        Task<string> body = response.Content.ReadAsStringAsync(Token);
        body.IsCompleted.Should().BeFalse();
        Node.OpenRequests.Should().Be(1);
        Node.Faults.StalledBody = false;
        (await body).Should().EndWith("}");
    }

    [Fact]
    public async Task AddedLatency_BeyondAnyPatience_EndsWithTheClient()
    {
        Node.Faults.AddedLatency = TimeSpan.FromDays(1);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<HttpResponseMessage> asked = Lab.Client.GetAsync(new Uri(Node.Proxy, "/open"), patience.Token);
        await Eventually.TrueAsync(() => Task.FromResult(Node.OpenRequests == 1), "the request arrived");
        await patience.CancelAsync();
        await asked.Invoking(a => a).Should().ThrowAsync<OperationCanceledException>();
        await Eventually.TrueAsync(() => Task.FromResult(Node.OpenRequests == 0), "the node gives up with its client");
    }

    [Theory]
    [InlineData(SimulatedRouteOrder.Kong, "/a/b1", "regex-high")]
    [InlineData(SimulatedRouteOrder.PrefixesFirst, "/a/b1", "long")]
    [InlineData(SimulatedRouteOrder.ShortestFirst, "/a/b1", "regex-low")]
    [InlineData(SimulatedRouteOrder.ShortestFirst, "/a/c", "short")]
    [InlineData(SimulatedRouteOrder.Kong, "/a/c", "old")]
    [InlineData(SimulatedRouteOrder.YoungestFirst, "/a/c", "young")]
    public async Task RouteOrder_WhereRoutesOverlap_LetsAnotherAnswer(SimulatedRouteOrder order, string path, string route)
    {
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative("""
            _format_version: "3.0"
            services:
            - name: s
              host: 127.0.0.1
              port: 19991
              routes:
              - {name: regex-high, paths: ['~/a/b\d'], regex_priority: 5}
              - {name: regex-low, paths: ['~/a/b1'], regex_priority: 1}
              - {name: long, paths: [/a/b]}
              - {name: short, paths: [/a]}
              - {name: old, paths: [/a/c], created_at: 1}
              - {name: young, paths: [/a/c], created_at: 2}
            """);
        SimulatedKongNode node = await Lab.NodeAsync("2.8.5", database);
        await AnsweredByAsync(order == SimulatedRouteOrder.YoungestFirst ? "old" : null);
        node.Faults.RouteOrder = order;
        await AnsweredByAsync(route);

        async Task AnsweredByAsync(string? expected)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(node.Proxy, path)) { Headers = { { "Kong-Debug", "1" } } };
            using HttpResponseMessage response = await Lab.Client.SendAsync(request, Token);
            if (expected is not null)
                response.Headers.GetValues("Kong-Route-Name").Should().Equal(expected);
        }
    }

    [Fact]
    public async Task ErrorLog_BrokenPluginAndALineAtWill_HoldsBothInNginxForm()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("simulated-kong").FullName, "logs", "error.log");
        try
        {
            SimulatedKongNode node = await Lab.NodeAsync("3.9.1", Database, o => new() { Version = o.Version, Database = o.Database, Redirect = o.Redirect, ErrorLog = file });
            (await GetAsync("/limited", node)).Should().Be(HttpStatusCode.OK);
            File.Exists(file).Should().BeFalse("nothing went wrong yet");
            node.Faults.BreakPlugin("rate-limiting");
            (await GetAsync("/limited", node)).Should().Be(HttpStatusCode.InternalServerError);
            node.Faults.WriteErrorLog("*1 connect() failed (111: Connection refused)", "crit");
            string[] lines = await File.ReadAllLinesAsync(file, Token);
            lines.Should().HaveCount(2);
            lines[0].Should().MatchRegex(@"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d \[error\] \d+#0: \*\S+ \[kong\] .*\[rate-limiting\].*request: ""GET /limited HTTP/1\.1""");
            lines[1].Should().EndWith("#0: *1 connect() failed (111: Connection refused)").And.Contain("[crit]");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(file))!, recursive: true);
        }
    }

    [Fact]
    public void WriteErrorLog_NodeWithoutOne_SaysSo() =>
        Node.Faults.Invoking(f => f.WriteErrorLog("x")).Should().Throw<InvalidOperationException>().WithMessage("*ErrorLog*");
}
