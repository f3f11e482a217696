using System.Net;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>The write freeze as kong-facts 12.1 saw it.</summary>
public class FreezeTests : NodeFixture
{
    private const string Reason = "kong-bluegreen freeze (upgrade 42)";

    [Theory]
    [InlineData("POST", "/services", """{"name":"new","host":"x"}""", "services")]
    [InlineData("PUT", "/consumers/new", "{}", "consumers")]
    [InlineData("PATCH", "/services/echo", """{"retries":1}""", "services")]
    [InlineData("DELETE", "/consumers/alice", null, "consumers")]
    [InlineData("POST", "/upstreams/backend/targets", """{"target":"127.0.0.1:1"}""", "targets")]
    [InlineData("POST", "/consumers/alice/key-auth", """{"key":"k"}""", "keyauth_credentials")]
    public async Task Freeze_AnyWrite_IsRefusedWithTheReasonUntilThawed(string method, string path, string? body, string table)
    {
        Database.Freeze(Reason);

        (HttpStatusCode status, string answer) = await AdminAsync(HttpMethod.Parse(method), path, body);

        status.Should().Be(HttpStatusCode.BadRequest);
        System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(answer), System.Text.Json.Nodes.JsonNode.Parse($$"""
            {"code":4,"name":"foreign key violation","fields":{"@referenced_by":"{{Reason}}"},
             "message":"an existing '{{Reason}}' entity references this '{{table}}' entity"}
            """)).Should().BeTrue(answer);
        Database.Changes.Should().Be(0);
        Database.Thaw();
        ((int)(await AdminAsync(HttpMethod.Parse(method), path, body)).Status).Should().BeInRange(200, 204);
    }

    [Fact]
    public async Task Freeze_WhatTriggersDoNotSee_PassesAsOnRealKong()
    {
        Database.Freeze(Reason);
        (await AdminAsync(HttpMethod.Delete, "/consumers/nobody")).Status.Should().Be(HttpStatusCode.NoContent);
        (await AdminAsync(HttpMethod.Put, "/upstreams/backend/targets/127.0.0.1:19991/healthy")).Status.Should().Be(HttpStatusCode.NoContent);
        (await AdminAsync(HttpMethod.Post, "/schemas/services/validate", """{"name":"x","host":"y"}""")).Status.Should().Be(HttpStatusCode.OK);
        (HttpStatusCode status, string body) = await AdminAsync(HttpMethod.Post, "/services", """{"name":"x"}""");
        status.Should().Be(HttpStatusCode.BadRequest);
        body.Should().Contain("schema violation", "schema errors come first");
        (await AdminAsync(HttpMethod.Get, "/services")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Freeze_TrafficAndClusterLimits_GoOn()
    {
        Database.Freeze(Reason);
        List<HttpStatusCode> answers = [];
        for (int i = 0; i < 4; i++)
            answers.Add(await GetAsync("/limited"));
        answers.Should().Equal(HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests);
        (await GetAsync("/locked", null, ("apikey", "alice-key"))).Should().Be(HttpStatusCode.OK);
    }
}
