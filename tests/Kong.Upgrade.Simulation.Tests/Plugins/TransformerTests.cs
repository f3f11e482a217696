using System.Net;
using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Plugins;

/// <summary>request-transformer and response-transformer.</summary>
public class TransformerTests : Guarded
{
    protected override string Yaml => """
        _format_version: "3.0"
        services:
        - name: echo
          host: 127.0.0.1
          port: 19991
          routes:
          - name: request
            paths: [/request]
            plugins:
            - name: request-transformer
              config:
                remove: {headers: [X-Secret], querystring: [secret]}
                rename: {headers: ['X-Old:X-New'], querystring: ['old:new']}
                replace: {headers: ['X-There:replaced', 'X-Absent:replaced', 'Host:upstream.test'], querystring: ['there:replaced', 'absent:replaced']}
                add: {headers: ['X-There:added', 'X-Added:added:twice'], querystring: ['there:added', 'added:a b']}
                append: {headers: ['X-Many:more'], querystring: ['many:more']}
            - {name: correlation-id, config: {header_name: X-Secret}}
          - {name: moved, paths: [/moved], plugins: [{name: request-transformer, config: {http_method: POST, replace: {uri: /fixed}}}]}
          - name: response
            paths: [/response]
            plugins:
            - {name: cors, config: {origins: ['https://a.example']}}
            - name: response-transformer
              config:
                remove: {headers: [X-Upstream-One]}
                rename: {headers: ['X-Upstream-Two:X-Renamed']}
                replace: {headers: ['Access-Control-Allow-Origin:https://b.example', 'X-Absent:replaced']}
                add: {headers: ['X-Added:added', 'Content-Type:added']}
                append: {headers: ['X-Added:more']}
          - {name: refused, paths: [/refused], plugins: [{name: key-auth}, {name: response-transformer, config: {add: {headers: ['X-Added:added']}, remove: {headers: [WWW-Authenticate]}}}]}
        """;

    [Fact]
    public async Task Request_EveryRule_IsSeenByTheUpstream()
    {
        Reply reply = await AskAsync("/request/x?secret=1&old=2&there=3&many=4&kept=%20",
            ("X-Secret", "1"), ("X-Old", "2"), ("X-There", "3"), ("X-Many", "4"), ("X-Kept", "5"));
        reply.Seen("X-Old").Should().BeNull();
        reply.Seen("X-New").Should().Be("2");
        reply.Seen("X-There").Should().Be("replaced");
        reply.Seen("X-Absent").Should().BeNull();
        reply.Seen("X-Added").Should().Be("added:twice");
        reply.Seen("X-Many").Should().BeOneOf("4,more", "4, more");
        reply.Seen("X-Kept").Should().Be("5");
        reply.Seen("Host").Should().Be("upstream.test");
        JsonNode.Parse(reply.Body)!["path"]!.ToString().Should().Be("/x?new=2&many=4&kept=%20&there=replaced&added=a%20b&many=more");
    }

    /// <summary>The order of the two plugins changed between the versions (kong-facts 13, 390-02).</summary>
    [Theory, InlineData("3.4.2", true), InlineData("3.9.1", false)]
    public async Task Request_RemovingTheHeaderOfCorrelationId_LosesItOnNewerVersions(string version, bool kept)
    {
        Reply reply = await AskAsync(await Lab.NodeAsync(version, Database), "/request");
        (reply.Seen("X-Secret") is not null).Should().Be(kept);
    }

    [Fact]
    public async Task Request_MethodAndPath_AreReplaced()
    {
        JsonNode seen = JsonNode.Parse((await AskAsync("/moved/x?q=1")).Body)!;
        (seen["method"]!.ToString(), seen["path"]!.ToString()).Should().Be(("POST", "/fixed?q=1"));
    }

    [Fact]
    public async Task Response_EveryRule_IsSeenByTheClient()
    {
        Lab.One.Headers = [new("X-Upstream-One", "1"), new("X-Upstream-Two", "2")];
        Reply reply = await AskAsync("/response", ("Origin", "https://a.example"));
        reply.Headers.Should().NotContainKeys("X-Upstream-One", "X-Upstream-Two", "X-Absent");
        reply.Headers["X-Renamed"].Should().Be("2");
        reply.Headers["X-Added"].Should().Be("added, more");
        reply.Headers["Content-Type"].Should().Be("application/json");
        reply.Headers["Access-Control-Allow-Origin"].Should().Be("https://b.example", "cors comes before it");
        reply.Headers.Should().ContainKeys("Via", "X-Kong-Proxy-Latency");
    }

    [Fact]
    public async Task Response_AnswerOfAnotherPlugin_IsTransformedAsWell()
    {
        Reply reply = await AskAsync("/refused");
        reply.Status.Should().Be(HttpStatusCode.Unauthorized);
        reply.Headers["X-Added"].Should().Be("added");
        reply.Challenge.Should().BeEmpty();
    }
}
