using System.Text;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing.KongMetrics;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.Tests;

namespace Kong.Upgrade.Probing.Tests;

/// <summary>The probe over real sockets that misbehave.</summary>
public sealed class KongMetricsProbeTests : IAsyncDisposable
{
    private readonly NodeText blueText = new() { Version = "3.4.2", Id = "b" }, greenText = new() { Id = "g" };
    private readonly RawNode blue = new(), green = new();
    private readonly KongMetricsOptions options;
    private readonly KongMetricsProbe probe;
    private DateTimeOffset looked = DateTimeOffset.UnixEpoch;

    public KongMetricsProbeTests()
    {
        options = new()
        {
            Nodes = [new() { Side = ClusterSide.Blue, Name = "b1", Address = blue.Address, Version = KongVersion.Parse("3.4.2") }, new() { Side = ClusterSide.Green, Name = "g1", Address = green.Address, Version = KongVersion.Parse("3.9.1") }],
            // Time enough on a busy machine; what is late has a test of its own.
            Interval = TimeSpan.FromSeconds(30),
            ScrapeWithin = TimeSpan.FromSeconds(30),
        };
        probe = new(options);
        Serve();
    }

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "closed", [], "no answer from" },
        { "500", Raw("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), "answered 500" },
        { "404", Raw("HTTP/1.1 404 Not Found\r\nContent-Length: 23\r\nConnection: close\r\n\r\n{\"message\":\"Not found\"}"), "prometheus" },
        { "redirect", Raw("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), "answered 302" },
        { "HTML", RawNode.Ok("<html>It works</html>\n"), "cannot be read" },
        { "longer than sent", RawNode.Ok(new NodeText().ToString(), 100_000), "no answer from" },
        { "shorter than sent", RawNode.Ok(new NodeText().ToString(), 321), "cut short" },
        { "no HTTP", Raw("kong_up 1\n"), "no answer from" },
        { "chunks without an end", Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nkong_up \r\n"), "no answer from" },
        { "other version", RawNode.Ok(new NodeText { Version = "3.8.1" }.ToString()), "says that it is Kong 3.8.1" },
        { "other version in the header", RawNode.Ok(new NodeText { HasInfo = false }.ToString(), headers: "Server: kong/3.8.1\r\n"), "Kong 3.8.1 (Server)" },
    };

    [Theory, MemberData(nameof(Broken))]
    public async Task Read_GreenAnswersWrong_CouldNotLookAndNothingIsLost(string what, byte[] answer, string told)
    {
        await ReadAsync();
        blueText.Serve("r", 200, 2);
        greenText.Serve("r", 500, 3, "kong");
        Serve();
        green.Answer = answer;
        ProbeReading reading = await ReadAsync();
        reading.Trouble.Should().Contain("none of Green's 1 nodes").And.Contain(told, what);
        blueText.Serve("r", 200, 5);
        Serve();
        reading = await ReadAsync();
        reading.Nodes.Select(n => (n.Node, n.Requests, n.Errors)).Should().BeEquivalentTo([("b1", 7L, 0L), ("g1", 3L, 3L)], "both clusters count since the last look at both");
    }

    [Fact]
    public async Task Read_NodeThatHangs_IsGivenUpInTime()
    {
        options.ScrapeWithin = TimeSpan.FromMilliseconds(50);
        green.Answer = null;
        (await ReadAsync()).Trouble.Should().Contain("not within 50 ms");
    }

    [Fact]
    public async Task Read_BodyBeyondTheBound_IsNotRead()
    {
        options.MostBytes = 1024;
        greenText.Serve("r", 200);
        Serve();
        KongMetricsProbe bounded = new(options);
        (await bounded.ReadAsync(Window(), default)).Trouble.Should().Contain("more than 1024 bytes").And.Contain("MostBytes");
        bounded.Dispose();
    }

    [Fact]
    public async Task Read_SameWindowAgain_IsAnsweredAlike()
    {
        await ReadAsync();
        blueText.Serve("r", 200, 2);
        Serve();
        ProbeReading reading = await ReadAsync();
        blueText.Serve("r", 200, 9);
        Serve();
        (await probe.ReadAsync(reading.Window, default)).Should().BeSameAs(reading);
        (await ReadAsync()).Nodes.Single(n => n.Side == ClusterSide.Blue).Requests.Should().Be(9);
    }

    [Fact]
    public async Task Read_CallerWhoLeaves_LeavesNothingHalfDone()
    {
        await ReadAsync();
        blueText.Serve("r", 200, 4);
        Serve();
        green.Answer = null;
        using CancellationTokenSource leaving = new();
        Task<ProbeReading> reading = probe.ReadAsync(Window(), leaving.Token);
        await leaving.CancelAsync();
        await ((Func<Task>)(() => reading)).Should().ThrowAsync<OperationCanceledException>();
        Serve();
        (await ReadAsync()).Nodes.Single(n => n.Side == ClusterSide.Blue).Requests.Should().Be(4);
    }

    [Fact]
    public async Task Probe_EveryPromise_IsKept()
    {
        KongMetricsOptions blind = new() { Nodes = [new() { Side = ClusterSide.Blue, Name = "b1", Address = new("http://127.0.0.1:1") }, options.Nodes[1]] };
        foreach (ContractCase contract in MetricsProbeContract.Cases(_ => Task.FromResult<IMetricsProbe>(new KongMetricsProbe(options)), null, _ => Task.FromResult<IMetricsProbe>(new KongMetricsProbe(blind))))
            await contract.RunAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        probe.Dispose();
        await blue.DisposeAsync();
        await green.DisposeAsync();
    }

    private static byte[] Raw(string answer) => Encoding.ASCII.GetBytes(answer);

    private void Serve()
    {
        blue.Serves(blueText.ToString());
        green.Serves(greenText.ToString());
    }

    private Task<ProbeReading> ReadAsync() => probe.ReadAsync(Window(), default);

    private ProbeWindow Window()
    {
        DateTimeOffset from = looked;
        return new(from, looked = looked.AddSeconds(1));
    }
}
