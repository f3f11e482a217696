using System.IO.Compression;
using System.Text;
using Kong.Upgrade.Staging.Recorded;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public sealed class RecordedTrafficTests : IDisposable
{
    private const string Line = "127.0.0.1 - - [28/Nov/2026:12:19:21 +0000] \"GET /a HTTP/1.1\" 200 1 \"-\" \"-\"\n";

    private readonly TempDirectory home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task ReadAsync_AFileThatIsNotThere_IsATrouble()
    {
        foreach (RecordedTraffic traffic in (RecordedTraffic[])[RecordedTraffic.FromHar(home.File("none")), RecordedTraffic.FromNginxLog(home.File("none/x")), RecordedTraffic.FromRequests(home.Path)])
        {
            RecordedRequests recorded = await traffic.ReadAsync(new(), null, default);

            recorded.Troubles.Should().ContainSingle().Which.Should().Match($"{traffic}: it cannot be read: *Check that the file is there, whole, and may be read by this process.");
            recorded.Requests.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task ReadAsync_GzipAndAMarkOfUtf8_AreSeen()
    {
        string packed = home.File("access.log.gz"), marked = home.File("marked");
        await using (GZipStream gzip = new(File.Create(packed), CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(Line));
        await File.WriteAllTextAsync(marked, "GET /a", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        (await RecordedTraffic.FromNginxLog(packed).ReadAsync(new(), null, default)).Asked().Should().Equal("GET http:///a");
        (await RecordedTraffic.FromRequests(marked).ReadAsync(new(), null, default)).Asked().Should().Equal("GET http:///a");
    }

    [Fact]
    public async Task ReadAsync_GzipThatIsBroken_IsATroubleAndKeepsWhatCameBefore()
    {
        using MemoryStream whole = new();
        using (GZipStream gzip = new(whole, CompressionLevel.NoCompression, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Line, 10_000))));
        byte[] broken = whole.ToArray();
        broken.AsSpan(broken.Length / 2).Fill(0xFF);
        string file = home.File("broken.gz");
        await File.WriteAllBytesAsync(file, broken);

        RecordedRequests recorded = await RecordedTraffic.FromNginxLog(file).ReadAsync(new(), null, default);

        recorded.Asked().Should().Equal("GET http:///a");
        recorded.Troubles.Should().ContainSingle().Which.Should().StartWith($"nginx access log {file}: it cannot be read: ");
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Ends()
    {
        using CancellationTokenSource source = new();
        Func<Task> reading = () => RecordedReading.OfAsync(new NginxLog(NginxLogFormat.Combined), () => new RepeatedText(20_000_000, i =>
        {
            if (i == 3) source.Cancel();
            return Line;
        }), token: source.Token);

        await reading.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Describe_SaysWhatIsReplayedAndWhatIsNot()
    {
        string text = string.Concat(Enumerable.Range(0, 30).Select(i => $"GET /orders/{i} a\n")) + "POST /orders a\nPUT /orders/1 a\nDELETE /orders/1 a\nPOST /orders a\nGET /x\nnonsense\n";

        RecordedRequests recorded = await RecordedReading.OfRequestsAsync(text);

        recorded.Describe().Should().Equal(
            "file f: 35 requests were read, 21 of 2 routes are replayed.",
            "file f: 4 requests may write (DELETE 1, POST 2, PUT 1) and are not replayed; AllowUnsafe replays them.",
            "file f: 10 requests are the same as one that is replayed, or more than 20 of a route or 1,000 in all.",
            "file f: 1 requests name no host and are sent with the node's own address: routes that ask for a host do not match. DefaultHost gives them one.",
            "file f: 1 record could not be read (line 36: neither a method with a path, nor a header, nor JSON).");
        recorded.Troubles.Should().BeEmpty();
    }

    [Fact]
    public async Task Troubles_OnlyRequestsThatMayWrite_NamesTheOption() =>
        (await RecordedReading.OfRequestsAsync("POST /orders a\n")).Troubles.Should().Equal("file f gave no request to replay: 1 were read, 1 of them left out, and 0 could not be read. Check AllowUnsafe and Hosts.");

    [Fact]
    public void ToString_OfEachKind_NamesItsFileAndFormat()
    {
        RecordedTraffic.FromHar("a.har").ToString().Should().Be("HAR a.har");
        RecordedTraffic.FromNginxLog("a.log", "$request").ToString().Should().Be("nginx access log a.log of the format $request");
        RecordedTraffic.FromRequests([]).ToString().Should().Be("requests of the host");
    }

    [Fact]
    public void Validate_FindsEachThingThatIsWrong()
    {
        new RecordedTrafficOptions().Validate().Should().BeEmpty();
        new RecordedTrafficOptions { Hosts = ["a.b", "*.c", "[::1]"], DefaultHost = "a:80", CredentialNames = ["k"] }.Validate().Should().BeEmpty();
        new RecordedTrafficOptions { Most = 0, MostPerRoute = 10_001, Hosts = ["http://x", "a:80"], DefaultHost = "a/b", CredentialNames = [" "] }.Validate().Should().Equal(
            "Most is 0; it must be from 1 to 100000.", "MostPerRoute is 10001; it must be from 1 to 10000.",
            "Hosts names 'http://x'; name a host without scheme, port and path, such as api.example.com or *.example.com.", "Hosts names 'a:80'; name a host without scheme, port and path, such as api.example.com or *.example.com.",
            "CredentialNames has a blank name.", "DefaultHost is 'a/b'; name a host, with a port where one is needed, such as api.example.com.");
    }
}
