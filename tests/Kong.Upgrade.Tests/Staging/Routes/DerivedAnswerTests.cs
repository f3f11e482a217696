using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Routes;
using static Kong.Upgrade.Tests.RouteEntities;

namespace Kong.Upgrade.Tests;

/// <summary>What the plugins of a configuration tell of an answer.</summary>
public class DerivedAnswerTests
{
    private const string Route = """{"id":"r1","name":"r","paths":["/a"]}""", OnRoute = "\"route\":{\"id\":\"r1\"}", OnService = "\"service\":{\"id\":\"s1\"}";

    [Theory]
    [InlineData("key-auth", "", "401", "plugin key-auth")]
    [InlineData("jwt", "", "401", "plugin jwt")]
    [InlineData("hmac-auth", "\"anonymous\":\"\"", "401", "plugin hmac-auth")]
    [InlineData("basic-auth", "\"anonymous\":\"c1\"", "", "route")]
    [InlineData("acl", "\"allow\":[\"x\"]", "401", "plugin acl")]
    [InlineData("request-termination", "\"status_code\":418", "418", "plugin request-termination")]
    [InlineData("request-termination", "\"status_code\":418,\"trigger\":\"x-off\"", "", "route")]
    [InlineData("redirect", "\"status_code\":308", "308", "plugin redirect")]
    [InlineData("ip-restriction", "\"deny\":[\"10.0.0.1\"]", "", "route")]
    [InlineData("session", "", "", "route")]
    [InlineData("pre-function", "\"access\":[\"return\"]", "", "plugin pre-function")]
    [InlineData("of-our-own", "", "", "plugin of-our-own")]
    public void Derive_APlugin_TellsWhatItAnswers(string name, string config, string statuses, string area)
    {
        ExpectedAnswer answer = Answer(Plugin(name, config, OnRoute));
        string.Join(' ', answer.Statuses).Should().Be(statuses);
        answer.Area.Should().Be(area);
    }

    [Fact]
    public void Derive_WhatMayRefuseBefore_IsAllowedToo() =>
        Answer(Plugin("request-termination", "\"status_code\":200", OnRoute), Plugin("ip-restriction", "\"status\":418,\"allow\":[\"10.0.0.1\"]", ""), Plugin("rate-limiting", "\"limit_by\":\"ip\"", OnService)).Statuses.Should().Equal(200, 418, 429);

    [Fact]
    public void Derive_WhatStandsBehindAnAuthentication_IsNotReached()
    {
        DerivedRequest request = Derived(Plugin("rate-limiting", "\"limit_by\":\"service\"", OnRoute), Plugin("key-auth", "", "")).Requests.Single();
        request.Expected.Statuses.Should().Equal(401);
        request.Effects.Should().Be(StagingEffects.None);
        request.Traits.Should().Equal("plugin key-auth", "plugin rate-limiting", "service svc");
    }

    [Theory]
    [InlineData("rate-limiting", "\"limit_by\":\"service\"", StagingEffects.SpendsQuota)]
    [InlineData("rate-limiting", "\"limit_by\":\"header\"", StagingEffects.SpendsQuota)]
    [InlineData("rate-limiting", "\"limit_by\":\"ip\"", StagingEffects.None)]
    [InlineData("rate-limiting", "\"limit_by\":\"consumer\"", StagingEffects.None)]
    [InlineData("response-ratelimiting", "", StagingEffects.None)]
    [InlineData("request-transformer", "\"http_method\":\"POST\"", StagingEffects.Writes)]
    public void Derive_APluginThatUsesUp_SaysSo(string name, string config, StagingEffects effects) =>
        Derived(Plugin(name, config, OnRoute)).Requests.Single().Effects.Should().Be(effects);

    [Theory]
    [InlineData(OnRoute, 201)]
    [InlineData(OnService, 202)]
    [InlineData("\"consumer\":{\"id\":\"c1\"}", 200)]
    public void Derive_SeveralOfOneName_TakesTheMostSpecific(string scope, int expected) =>
        Answer(Plugin("request-termination", "\"status_code\":200", ""), Plugin("request-termination", $"\"status_code\":{expected}", scope)).Statuses.Should().Equal(expected);

    [Fact]
    public void Derive_APluginThatIsOffOrOfStreamsOrOfAnotherWorkspace_IsNoneOfTheRoutes() =>
        Answer(
            Plugin("key-auth", "", OnRoute + ",\"enabled\":false"), Plugin("acl", "", OnRoute + ",\"protocols\":[\"tcp\"]"), One("plugins", """{"name":"jwt","config":{}}""", "team-a")).Statuses.Should().BeEmpty();

    [Fact]
    public void Derive_TheConsumerOfThoseWithoutKey_HasItsOwnPlugins() =>
        Answer(One("consumers", """{"id":"c1","username":"nobody"}"""), Plugin("key-auth", "\"anonymous\":\"nobody\"", OnRoute), Plugin("request-termination", "\"status_code\":403", "\"consumer\":{\"id\":\"c1\"}"))
            .Statuses.Should().Equal(403);

    [Theory]
    [InlineData("2.8.5")]
    [InlineData("3.4.2")]
    public void Derive_ARouteWithoutAService_Is503(string from) =>
        RouteRequests.Derive([One("routes", Route)], Options(from)).Requests.Single().Expected.Statuses.Should().Equal(503);

    [Theory]
    [InlineData("""{"name":"r","paths":["/a"],"protocols":["https"],"https_redirect_status_code":301}""", false, "GET /a=301")]
    [InlineData("""{"name":"r","paths":["/a"],"protocols":["https"]}""", true, "GET /a over TLS= GET /a=426")]
    [InlineData("""{"name":"r","paths":["/a"],"protocols":["grpc","grpcs"]}""", false, "GET /a=415")]
    [InlineData("""{"name":"r","hosts":["a.test"],"snis":["b.test"]}""", true, "GET / over TLS host a.test SNI b.test=")]
    [InlineData("""{"name":"r","paths":["/a"],"protocols":["ws"]}""", false, "GET /a as WebSocket=")]
    public void Derive_OtherProtocols_AreAskedAsFarAsTheyCanBe(string route, bool hasTls, string expected) =>
        string.Join(' ', RouteRequests.Derive(Of(route), Options() with { HasTls = hasTls }).Requests.Select(r => $"{r.Request}={string.Join('|', r.Expected.Statuses)}")).Should().Be(expected);

    [Fact]
    public async Task Derive_WithAKeyOfTheConfiguration_ExpectsAnythingBut401()
    {
        KongEntity[] entities =
        [
            .. Of(Route), Plugin("key-auth", "\"key_names\":[\"x-key\"]", OnRoute), Plugin("acl", "\"allow\":[\"in\"]", OnRoute), One("acls", """{"consumer":{"id":"c2"},"group":"in"}"""),
            One("keyauth_credentials", """{"id":"1","key":"first","consumer":{"id":"c1"}}"""), One("keyauth_credentials", """{"id":"2","key":"second","consumer":{"id":"c2"}}"""),
        ];
        RouteRequests.Derive(entities, Options()).Requests.Should().ContainSingle();
        DerivedRequest request = RouteRequests.Derive(entities, Options() with { UsesCredentials = true }).Requests[1];
        request.Name.Should().Be("route r: GET /a with x-key");
        request.Expected.Never.Should().Equal(401);
        request.Expected.Statuses.Should().BeEmpty();
        (await request.Request.Headers.Single().Value.ReadAsync(TestContext.Current.CancellationToken)).Should().Be("second");
        request.ToString().Should().NotContain("second");
    }

    private static KongEntity Plugin(string name, string config, string more) => One("plugins", $"{{\"name\":\"{name}\",\"config\":{{{config}}}{(more.Length > 0 ? "," : "")}{more}}}");

    private static DerivedRequests Derived(params KongEntity[] more) => RouteRequests.Derive([.. Of(Route), .. more], Options());

    private static ExpectedAnswer Answer(params KongEntity[] more) => Derived(more).Requests.Single().Expected;
}
