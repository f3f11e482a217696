using System.Text;
using System.Text.Json;
using Kong.Upgrade.Staging.Requests;
using Kong.Upgrade.Staging.Tests.Calling;

namespace Kong.Upgrade.Staging.Tests.Reports;

/// <summary>A service that echoes what it was sent, in a test that fails: nothing that is shown or stored holds a key, nor a part of one.</summary>
public class SecretsTests
{
    private const string Key = "k3y/of+alice\"and&bob\\9876543210";

    private static readonly string[] parts = ["k3y", "alice", "bob", "98765"];

    public static TheoryData<string, string> Echoes => new()
    {
        { "as it is", Body(Key) },
        { "as .NET writes JSON", Body("{\"echo\":" + JsonSerializer.Serialize(Key) + "}") },
        { "as Go writes JSON", Body("{\"echo\":\"k3y/of+alice\\\"and\\u0026bob\\\\9876543210\"}") },
        { "as Lua writes JSON", Body("{\"echo\":\"k3y\\/of+alice\\\"and&bob\\\\9876543210\"}") },
        { "as Python writes JSON", Body("{\"echo\":\"k3y/of+alice\\\"and&bob\\\\9876543210\"}") },
        { "as in a URL", Body(Uri.EscapeDataString(Key)) },
        { "as in a URL, in small letters", Body(Uri.EscapeDataString(Key).ToLowerInvariant()) },
        { "where the body is cut", Body(new string('x', 185) + Key) },
        { "where the body is cut, after others", Body(string.Concat(Enumerable.Repeat(Key, 40))) },
        { "where a header is cut", Body("", $"Location: /{new string('x', 104)}{Key}\r\n") },
        { "in headers", Body("", $"WWW-Authenticate: Key realm=\"{Key}\"\r\nLocation: /?k={Key}\r\n") },
        { "before a question mark", Body("", $"Location: /{Key}?\r\n") },
        { "in a message of Kong's own", Body("{\"message\":" + JsonSerializer.Serialize("no such key " + Key) + "}", "X-Kong-Response-Latency: 1\r\n") },
        { "in a status line that is none", $"HTTP/1.1 4x1 {Key}\r\n\r\n" },
        { "in a header line that is none", $"HTTP/1.1 401 Unauthorized\r\nwhat {Key}\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Report_KeyInAHeader_HoldsNone(string how, string answer) =>
        await HoldsNoneAsync(how, answer, tests => tests.Get("/orders").WithHeader("X-Custom", StagingSecret.Of(Key)).ExpectStatus(200));

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Report_KeyInTheQuery_HoldsNone(string how, string answer) =>
        await HoldsNoneAsync(how, answer, tests => tests.Get("/orders?k=" + Uri.EscapeDataString(Key)).ExpectStatus(200));

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Report_BearerToken_HoldsNone(string how, string answer) =>
        await HoldsNoneAsync(how, answer, tests => tests.Get("/orders").WithBearerToken(StagingSecret.Of(Key)).ExpectStatus(200));

    [Fact]
    public async Task Report_BasicPassword_IsHiddenAsItWasSent()
    {
        string sent = Convert.ToBase64String(Encoding.UTF8.GetBytes("alice:" + Key));

        foreach (string text in await TextsAsync(Body($"you sent {sent}"), tests => tests.Get("/orders").WithBasicAuth("alice", StagingSecret.Of(Key)).ExpectStatus(200)))
            text.Should().NotContain(sent).And.Contain("/orders");
    }

    private static async Task HoldsNoneAsync(string how, string answer, Action<StagingSuiteBuilder> assemble)
    {
        foreach (string text in await TextsAsync(answer, assemble)) text.Should().NotContainAny(parts, how).And.Contain("/orders");
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(string answer, Action<StagingSuiteBuilder> assemble)
    {
        await using ScriptedServer server = new((_, stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(answer), token).AsTask());
        StagingReport report = await new StagingRunner().RunAsync(
            StagingSuite.Create(tests => assemble(tests.Configure(o => (o.RequestsPerSecond, o.Confirmations) = (null, 2)))), new() { Green = [server.Node()] }, TestContext.Current.CancellationToken);
        report.Verdict.Should().Be(StagingVerdict.Failed, report.Describe());
        return [report.Describe(), report.ToJson(), report.Invoking(r => r.ThrowIfNotPassed()).Should().Throw<StagingFailedException>().Which.Message];
    }

    private static string Body(string body, string headers = "") => $"HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
}
