using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Kong.Upgrade.Simulation.Tests.Database;
using Kong.Upgrade.Simulation.Tests.Migrations;
using Kong.Upgrade.Simulation.Tests.Replay;
using Kong.Upgrade.Simulation.Tests.Support;

namespace Kong.Upgrade.Simulation.Tests.Tables;

/// <summary>How nodes in different processes hear of changes: through cluster_events only (kong-facts 11.16, 12.4). Each node here has its own hold on the database.</summary>
public sealed class PropagationTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private readonly ManualClock _clock = StartingMinutesAgo();

    [Theory]
    [InlineData("3.4.2", "3.4.2", true)]
    [InlineData("3.9.1", "3.8.1", true)]
    [InlineData("3.4.2", "3.9.1", false)]
    [InlineData("3.9.1", "3.4.2", false)]
    public async Task RouteChange_ThroughAnotherNode_IsHeardOnTheSameChannelOnly(string writer, string reader, bool heard)
    {
        using Blue blue = await RestoreAsync("3.4.2-to-3.9.1/s4-clean-up-finish/3-after-finish.dump.sql");
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode through = await NodeAsync(lab, blue, writer);
        SimulatedKongNode other = await NodeAsync(lab, blue, reader);
        (await lab.Client.PostAsJsonAsync(new Uri(through.Admin, "/services/svc-up/routes"), new { name = "new", paths = new[] { "/new" } }, Lab.Token))
            .StatusCode.Should().Be(HttpStatusCode.Created);

        Advance();
        (await GetAsync(lab, through, "/new")).Should().Be(HttpStatusCode.OK);
        (await GetAsync(lab, other, "/new")).Should().Be(heard ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        (await lab.Client.GetAsync(new Uri(other.Admin, "/routes/new"), Lab.Token)).StatusCode.Should().Be(HttpStatusCode.OK, "Admin APIs ask the database");
    }

    [Theory]
    [InlineData("3.4.2", "3.9.1")]
    [InlineData("3.9.1", "3.4.2")]
    public async Task DeletedKey_ThroughAnotherVersion_IsRefused(string writer, string reader)
    {
        using Blue blue = await RestoreAsync("3.4.2-to-3.9.1/s4-clean-up-finish/3-after-finish.dump.sql");
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode through = await NodeAsync(lab, blue, writer);
        SimulatedKongNode other = await NodeAsync(lab, blue, reader);
        (await GetAsync(lab, other, "/keyed", "alice-key")).Should().Be(HttpStatusCode.OK);

        (await lab.Client.DeleteAsync(new Uri(through.Admin, "/consumers/alice/key-auth/alice-key"), Lab.Token)).StatusCode.Should().Be(HttpStatusCode.NoContent);

        (await GetAsync(lab, other, "/keyed", "alice-key")).Should().Be(HttpStatusCode.OK, "it has not looked yet");
        Advance();
        (await GetAsync(lab, other, "/keyed", "alice-key")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("3.4.2", "invalidations", true)]
    [InlineData("3.4.2", "invalidations_kong_core_db_cache", false)]
    [InlineData("3.9.1", "invalidations_kong_core_db_cache", true)]
    [InlineData("3.9.1", "invalidations", false)]
    public async Task Poke_OnAChannel_RebuildsNodesOfThatChannelOnly(string version, string channel, bool rebuilds)
    {
        using Blue blue = await RestoreAsync();
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await NodeAsync(lab, blue, version);
        await blue.ExecuteAsync("UPDATE routes SET paths = '{/renamed}' WHERE name = 'r-plain'");
        Advance();
        (await GetAsync(lab, node, "/renamed")).Should().Be(HttpStatusCode.NotFound, "plain SQL tells nobody (kong-facts 12.4 no. 2)");

        string at = _clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        await blue.ExecuteAsync(
            $"""
            INSERT INTO cluster_events (id, node_id, at, expire_at, channel, data)
            SELECT gen_random_uuid(), gen_random_uuid(), '{at}', '{at}'::timestamptz + interval '1 hour', '{channel}', data
            FROM unnest(ARRAY['router:version', 'plugins_iterator:version']) AS data
            """);
        Advance();

        (await GetAsync(lab, node, "/renamed")).Should().Be(rebuilds ? HttpStatusCode.OK : HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Node_FencedFromTheDatabase_KeepsProxyingFromMemoryUntilItIsLetInAgain()
    {
        using Blue blue = await RestoreAsync();
        await using Lab lab = await Lab.StartAsync();
        await server.ExecuteAsync("postgres", $"CREATE ROLE blue_{blue.Database} LOGIN SUPERUSER PASSWORD 'right'");
        blue.Settings["pg_user"] = $"blue_{blue.Database}";
        SimulatedKongNode node = await NodeAsync(lab, blue, "3.4.2");
        (await GetAsync(lab, node, "/keyed", "alice-key")).Should().Be(HttpStatusCode.OK);

        await server.ExecuteAsync("postgres", $"ALTER ROLE blue_{blue.Database} NOLOGIN; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'blue_{blue.Database}'");

        (await GetAsync(lab, node, "/plain/status/200")).Should().Be(HttpStatusCode.OK);
        (await GetAsync(lab, node, "/keyed", "alice-key")).Should().Be(HttpStatusCode.OK, "cached");
        (await GetAsync(lab, node, "/keyed", "unseen-key")).Should().Be(HttpStatusCode.InternalServerError);
        (await GetAsync(lab, node, "/limited")).Should().Be(HttpStatusCode.OK, "it fails open");
        (await lab.Client.GetAsync(new Uri(node.Admin, "/services"), Lab.Token)).StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await lab.Client.GetStringAsync(new Uri(node.Status, "/status"), Lab.Token)).Should().Contain("\"reachable\":false");
        (await lab.Client.GetAsync(new Uri(node.Status, "/status/ready"), Lab.Token)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        await FluentActions.Invoking(() => node.ReloadAsync(Lab.Token)).Should().ThrowAsync<InvalidOperationException>();

        await server.ExecuteAsync("postgres", $"ALTER ROLE blue_{blue.Database} LOGIN");
        (await GetAsync(lab, node, "/keyed", "bob-key")).Should().Be(HttpStatusCode.OK);
        (await lab.Client.GetAsync(new Uri(node.Status, "/status/ready"), Lab.Token)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    // Close to the database's own clock, by which triggers remove expired events, but behind it, so that no event lies in its future.
    private static ManualClock StartingMinutesAgo()
    {
        ManualClock clock = new();
        clock.Advance(TimeProvider.System.GetUtcNow() - clock.GetUtcNow() - TimeSpan.FromMinutes(10));
        return clock;
    }

    private async Task<Blue> RestoreAsync(params string[] file)
    {
        Blue blue = file is [var dump] ? await Blue.RestoreAsync(server, dump) : await Blue.RestoreAsync(server);
        await blue.ExecuteAsync("DELETE FROM cluster_events");
        return blue;
    }

    private Task<SimulatedKongNode> NodeAsync(Lab lab, Blue blue, string version) =>
        lab.NodeAsync(version, blue.Tables(_clock), options => lab.Options(version, options.Database, _clock));

    // Long enough for a look and a rebuild. The database's clock is ahead of the test's, so it shows all events.
    private void Advance() => _clock.Advance(TimeSpan.FromSeconds(8));

    private static async Task<HttpStatusCode> GetAsync(Lab lab, SimulatedKongNode node, string path, string? key = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(node.Proxy, path));
        if (key is not null)
            request.Headers.Add("apikey", key);
        using HttpResponseMessage response = await lab.Client.SendAsync(request, Lab.Token);
        return response.StatusCode;
    }
}
