using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Tests.Database;
using Kong.Upgrade.Simulation.Tests.Migrations;
using Kong.Upgrade.Simulation.Tests.Replay;

namespace Kong.Upgrade.Simulation.Tests.Tables;

/// <summary>Writes through Admin APIs in Kong's own tables: what they leave there, and how they are refused (kong-facts 11.18, 12.1, 12.4).</summary>
public sealed class WriteTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Shaped = "violates foreign key constraint; row is still referenced from table \"kong-bluegreen freeze (upgrade 42)\".";

    [Theory]
    [InlineData("3.4.2", "invalidations")]
    [InlineData("3.9.1", "invalidations_kong_core_db_cache")]
    public async Task Post_OfARoute_LeavesTheRowAndEventsOnTheVersionsChannel(string version, string channel)
    {
        using Blue blue = await Blue.RestoreAsync(server, "3.4.2-to-3.9.1/s4-clean-up-finish/3-after-finish.dump.sql");
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await lab.NodeAsync(version, blue.Tables());
        await blue.ExecuteAsync("DELETE FROM cluster_events");

        using HttpResponseMessage answer = await lab.Client.PostAsJsonAsync(
            new Uri(node.Admin, "/services/svc-up/routes"), new { name = "added", paths = new[] { "/a,b", "~/c\\d" }, tags = new[] { "t" } }, Lab.Token);

        answer.StatusCode.Should().Be(HttpStatusCode.Created);
        string id = (await answer.Content.ReadFromJsonAsync<JsonObject>(Lab.Token))!["id"]!.ToString();
        (await blue.AskAsync("SELECT paths::text || protocols::text || path_handling || (service_id IS NOT NULL)::text || (ws_id = (SELECT id FROM workspaces WHERE name = 'default'))::text FROM routes WHERE name = 'added'"))
            .Should().Be("""{"/a,b","~/c\\d"}{http,https}v0truetrue""");
        (await blue.AskAsync("SELECT tags::text FROM tags WHERE entity_id = (SELECT id FROM routes WHERE name = 'added')")).Should().Be("{t}", "the database's own trigger keeps them");
        string workspace = await blue.AskAsync("SELECT id FROM workspaces WHERE name = 'default'");
        (await EventsAsync(blue)).Should().Be($"{channel} router:version, {channel} routes:{id}:::::{workspace}");
        (await blue.AskAsync($"SELECT count(*) FROM cluster_events WHERE node_id = '{node.NodeId}' AND expire_at - at = '1 hour' AND nbf IS NULL")).Should().Be("2");
    }

    [Fact]
    public async Task PostOfACredentialAndDeleteOfItsConsumer_AreToldOnTheSharedChannel()
    {
        using Blue blue = await Blue.RestoreAsync(server, "3.4.2-to-3.9.1/s4-clean-up-finish/3-after-finish.dump.sql");
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await lab.NodeAsync("3.9.1", blue.Tables());
        string workspace = await blue.AskAsync("SELECT id FROM workspaces WHERE name = 'default'");
        await blue.ExecuteAsync("DELETE FROM cluster_events");

        (await lab.Client.PostAsJsonAsync(new Uri(node.Admin, "/consumers/dave/key-auth"), new { key = "dave-key", ttl = 100 }, Lab.Token)).StatusCode.Should().Be(HttpStatusCode.Created);
        (await EventsAsync(blue)).Should().Be($"invalidations keyauth_credentials:dave-key:::::{workspace}");
        (await blue.AskAsync("SELECT round(extract(epoch FROM ttl - created_at)) BETWEEN 98 AND 101 FROM keyauth_credentials WHERE key = 'dave-key'")).Should().Be("True");

        (await lab.Client.DeleteAsync(new Uri(node.Admin, "/consumers/dave"), Lab.Token)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await blue.AskAsync("SELECT count(*) FROM keyauth_credentials WHERE key = 'dave-key'")).Should().Be("0");
        (await EventsAsync(blue)).Should().Contain("invalidations consumers:dave:::::");
    }

    [Theory]
    [InlineData("3.4.2")]
    [InlineData("3.9.1")]
    public async Task Writes_UnderAShapedFreeze_Are400WithItsName(string version)
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await lab.NodeAsync(version, blue.Tables());
        await FreezeAsync(blue, Shaped);

        foreach (HttpRequestMessage write in Writes(node))
        {
            using HttpResponseMessage answer = await lab.Client.SendAsync(write, Lab.Token);
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest, "{0}", write);
            Scrub.Json(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Lab.Token))).Should().Be(Scrub.Json(JsonNode.Parse(
                """
                {"code":4,"name":"foreign key violation","fields":{"@referenced_by":"kong-bluegreen freeze (upgrade 42)"},
                "message":"an existing 'kong-bluegreen freeze (upgrade 42)' entity references this 'services' entity"}
                """)));
        }

        (await lab.Client.DeleteAsync(new Uri(node.Admin, "/services/nobody"), Lab.Token)).StatusCode.Should().Be(HttpStatusCode.NoContent, "no SQL is issued for it");
        (await blue.AskAsync("SELECT count(*) FROM services WHERE name LIKE 'frozen%'")).Should().Be("0");
    }

    [Fact]
    public async Task Writes_UnderAPlainFreeze_Are500()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await lab.NodeAsync("3.4.2", blue.Tables());
        await FreezeAsync(blue, "kong-bluegreen freeze");

        foreach (HttpRequestMessage write in Writes(node))
        {
            using HttpResponseMessage answer = await lab.Client.SendAsync(write, Lab.Token);
            answer.StatusCode.Should().Be(HttpStatusCode.InternalServerError, "{0}", write);
            (await answer.Content.ReadAsStringAsync(Lab.Token)).Should().Contain("\"message\":\"An unexpected error occurred\"");
        }
    }

    [Fact]
    public async Task Proxying_OnAClusterLimit_CountsInTheTable()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await blue.ExecuteAsync("DELETE FROM ratelimiting_metrics");
        await using Lab lab = await Lab.StartAsync();
        MiddleOfTheMinute clock = new();
        SimulatedKongNode node = await lab.NodeAsync("3.4.2", blue.Tables(clock), options => lab.Options("3.4.2", options.Database, clock));
        SimulatedKongNode second = await lab.NodeAsync("3.9.1", blue.Tables(clock), options => lab.Options("3.9.1", options.Database, clock));
        List<int> answers = [];
        foreach (SimulatedKongNode one in new[] { node, node, node, second, second, second, node })
            answers.Add((int)(await lab.Client.GetAsync(new Uri(one.Proxy, "/limited"), Lab.Token)).StatusCode);

        answers.Should().Equal(200, 200, 200, 200, 200, 429, 429);
        (await blue.AskAsync("SELECT string_agg(period || ' ' || identifier || ' ' || value, ', ' ORDER BY period) FROM ratelimiting_metrics JOIN routes ON routes.id = route_id WHERE name = 'r-limited'"))
            .Should().Be("hour 127.0.0.1 5, minute 127.0.0.1 5");
    }

    private static HttpRequestMessage[] Writes(SimulatedKongNode node) =>
    [
        Write(node, "POST", "/services", """{"name":"frozen","host":"h"}"""),
        Write(node, "PUT", "/services/frozen-2", """{"host":"h"}"""),
        Write(node, "PUT", "/services/svc-up", """{"host":"h"}"""),
        Write(node, "PATCH", "/services/svc-up", """{"retries":9}"""),
        Write(node, "DELETE", "/services/svc-up", ""),
    ];

    private static HttpRequestMessage Write(SimulatedKongNode node, string method, string path, string body) =>
        new(HttpMethod.Parse(method), new Uri(node.Admin, path)) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };

    private static Task FreezeAsync(Blue blue, string text) => blue.ExecuteAsync(
        $"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', '{text}'; END $$;
        CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON services FOR EACH STATEMENT EXECUTE FUNCTION refuse();
        """);

    private static Task<string> EventsAsync(Blue blue) => blue.AskAsync("SELECT string_agg(channel || ' ' || data, ', ' ORDER BY channel || ' ' || data) FROM cluster_events");

    /// <summary>A clock that stands still in the middle of this minute: the database's own triggers remove what is past.</summary>
    private sealed class MiddleOfTheMinute : TimeProvider
    {
        private readonly DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now.AddSeconds(30 - _now.Second);
    }
}
