using System.Text;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Calling;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Tests.Calling;

/// <summary>What goes over the wire, and what comes of bad answers.</summary>
public class NodeCallerTests
{
    private const string Fine = "HTTP/1.1 200 OK\nContent-Length: 2\nX-A: 1\nX-A: 2\n\nok";

    public static TheoryData<string, string> Bad => new()
    {
        { "", "no answer" },
        { "nonsense\n\n", "no answer" },
    };

    [Theory]
    [InlineData("/a//b/../c%41%zz?x=1&x=%20y", "GET /a//b/../c%41%zz?x=1&x=%20y HTTP/1.1")]
    [InlineData("/café ü#x", "GET /caf%C3%A9%20%C3%BC%23x HTTP/1.1")]
    [InlineData("/%2e%2e/%2F", "GET /%2e%2e/%2F HTTP/1.1")]
    public async Task Ask_Path_GoesAsItIsWritten(string path, string line) => (await HeadOfAsync(new() { Path = path })).Split("\r\n")[0].Should().Be(line);

    [Fact]
    public async Task Ask_MethodHostHeadersAndBody_AreSent()
    {
        string head = await HeadOfAsync(new()
        {
            Path = "/",
            Method = "PUT",
            Host = "api.example.test:8443",
            Body = "body"u8.ToArray(),
            Headers = [new("X-B", StagingSecret.Of("2")), new("Content-Type", StagingSecret.Of("text/plain")), new("apikey", StagingSecret.Of("k"))],
        });

        head.Should().StartWith("PUT / HTTP/1.1\r\n").And.ContainAll("Host: api.example.test:8443\r\n", "X-B: 2\r\n", "apikey: k\r\n", "Content-Type: text/plain\r\n", "Content-Length: 4\r\n", "Kong-Debug: 1\r\n");
    }

    [Fact]
    public async Task Ask_Answer_IsReadWithRepeatedHeadersAndNeverFollowed()
    {
        await using ScriptedServer server = new(Fine.Replace("200 OK", "302 Found\nLocation: /elsewhere", StringComparison.Ordinal));

        StagingAnswer answer = await AskAsync(server);

        answer.Should().BeEquivalentTo(new { Status = 302, IsCut = false, Trouble = (string?)null });
        answer.Header("x-a").Should().Be("1, 2");
        answer.Header("Location").Should().Be("/elsewhere");
        server.Asked.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Ask_BadAnswer_IsTrouble(string response, string words)
    {
        await using ScriptedServer server = new(response);

        StagingAnswer answer = await AskAsync(server);

        answer.IsThere.Should().BeFalse();
        answer.ToString().Should().StartWith(words);
    }

    [Fact]
    public async Task Ask_Nobody_IsTroubleThatSaysSo() =>
        (await AskAsync(new Uri("http://127.0.0.1:9/"))).Trouble.Should().Contain("refused");

    [Fact]
    public async Task Ask_EndlessBody_IsCutAndMemoryStaysBounded()
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes("10000\r\n"), .. new byte[0x10000], (byte)'\r', (byte)'\n'];
        await using ScriptedServer server = new(async (_, stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), token);
            while (true) await stream.WriteAsync(chunk, token);
        });
        using NodeCaller caller = new(new() { MostBodyBytes = 100_000, RequestsPerSecond = null, MostAtOnce = 8 }, TimeProvider.System);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        StagingAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => caller.AskAsync(server.Node(), new() { Path = "/" }, TestContext.Current.CancellationToken)));

        answers.Should().OnlyContain(a => a.Status == 200 && a.IsCut && a.Body.Length == 100_000);
        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(32 * 1024 * 1024, "64 bodies of 100,000 bytes are kept and nothing else");
    }

    [Fact]
    public async Task Ask_BodyThatStalls_IsCutWhenTimeIsUp()
    {
        await using ScriptedServer server = new(async (_, stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), token);
            await Task.Delay(Timeout.Infinite, token);
        });

        StagingAnswer answer = await AskAsync(server, o => o.AnswerWithin = TimeSpan.FromMilliseconds(300));

        answer.Should().BeEquivalentTo(new { Status = 200, IsCut = true });
        Encoding.ASCII.GetString(answer.Body.Span).Should().Be("half");
    }

    [Fact]
    public async Task Ask_NoAnswerInTime_IsTrouble()
    {
        await using ScriptedServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));

        (await AskAsync(server, o => o.AnswerWithin = TimeSpan.FromMilliseconds(200))).Trouble.Should().Be("nothing came within 0.2 s");
    }

    [Fact]
    public async Task Ask_CompressedBody_IsComparedAsItReads()
    {
        using MemoryStream packed = new();
        await using (System.IO.Compression.GZipStream gzip = new(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(new byte[50_000_000]);
        byte[] body = packed.ToArray();
        await using ScriptedServer server = new(async (_, stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\n\r\n"), token);
            await stream.WriteAsync(body, token);
        });

        StagingAnswer bomb = await AskAsync(server);

        bomb.Should().BeEquivalentTo(new { Status = 200, IsCut = true });
        bomb.Body.Length.Should().Be(256 * 1024);
        await using ScriptedServer broken = new("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 4\n\nbad!");
        (await AskAsync(broken)).Should().BeEquivalentTo(new { Status = 200, IsCut = true });
    }

    [Fact]
    public async Task Ask_NodeThatNeverAnswers_IsAskedOnlyNowAndThen()
    {
        await using ScriptedServer server = new("nonsense\n\n");
        using NodeCaller caller = new(new() { RequestsPerSecond = null }, TimeProvider.System);

        StagingAnswer last = StagingAnswer.None("");
        for (int i = 0; i < 100; i++) last = await caller.AskAsync(server.Node(), new() { Path = "/" }, TestContext.Current.CancellationToken);

        last.Trouble.Should().Contain("asked only now and then");
        server.Asked.Should().Be(32);
    }

    [Fact]
    public async Task Ask_WebSocket_IsAnsweredWith101AndClosed()
    {
        string? head = null;
        await using ScriptedServer server = new(async (asked, stream, token) =>
        {
            head = asked;
            await stream.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n"u8.ToArray(), token);
            _ = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, token);
        });
        using NodeCaller caller = new(new(), TimeProvider.System);

        StagingAnswer answer = await caller.AskAsync(server.Node(), new() { Path = "/chat", Protocol = StagingProtocol.WebSocket }, TestContext.Current.CancellationToken);

        answer.Status.Should().Be(101);
        head.Should().ContainAll("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: ");
    }

    [Fact]
    public async Task ToString_Answer_HoldsNoSecretThatWasSentNorOneThatCameBack()
    {
        await using ScriptedServer server = new("HTTP/1.1 200 OK\nContent-Type: application/json\nLocation: /x?token=t0k3n\n\n{\"headers\":{\"apikey\":\"s3cr3t-k3y\",\"q\":\"/a?k=argu-ment\"},\"access_token\":\"issued\",\"plain\":1}");
        using NodeCaller caller = new(new(), TimeProvider.System);

        StagingAnswer answer = await caller.AskAsync(server.Node(), new() { Path = "/a?k=argu-ment", Headers = [new("apikey", StagingSecret.Of("s3cr3t-k3y"))] }, TestContext.Current.CancellationToken);

        answer.ToString().Should().NotContainAny("s3cr3t-k3y", "argu-ment", "issued", "t0k3n").And.Contain("\"plain\":1");
    }

    private static async Task<string> HeadOfAsync(StagingRequest request)
    {
        string? seen = null;
        await using ScriptedServer server = new(async (head, stream, token) =>
        {
            seen = head;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Fine.ReplaceLineEndings("\r\n")), token);
        });
        using NodeCaller caller = new(new(), TimeProvider.System);
        (await caller.AskAsync(server.Node(), request, TestContext.Current.CancellationToken)).Trouble.Should().BeNull();
        return seen!;
    }

    private static Task<StagingAnswer> AskAsync(ScriptedServer server, Action<StagingOptions>? change = null) => AskAsync(server.Address, change);

    private static async Task<StagingAnswer> AskAsync(Uri address, Action<StagingOptions>? change = null)
    {
        StagingOptions options = new();
        change?.Invoke(options);
        using NodeCaller caller = new(options, TimeProvider.System);
        return await caller.AskAsync(new() { Name = "green-1", Version = KongVersion.Parse("3.9.1"), Proxy = address }, new() { Path = "/" }, TestContext.Current.CancellationToken);
    }
}
