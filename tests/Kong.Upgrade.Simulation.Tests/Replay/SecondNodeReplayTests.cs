using System.Net;
using Kong.Upgrade.Simulation.Tests.Support;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>Recordings about moments: a node that has not heard of the routes yet, and an old node before and after finish.</summary>
public class SecondNodeReplayTests
{
    private const string Folder = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/";

    [Fact]
    public async Task SecondNode_BeforeItHeard_IsReadyAndShowsRowsButKnowsNoRoute()
    {
        ProbeRow[] rows = [.. Recordings.Probe(Folder + "x2.probe.txt").Where(r => !r.Label.StartsWith("TLS", StringComparison.Ordinal))];
        await using Lab lab = await Lab.StartAsync();
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative("_format_version: \"3.0\"");
        SimulatedKongNode node = await lab.NodeAsync("3.4.2", database, o => lab.Options("3.4.2", database, new ManualClock()));
        foreach ((string table, IReadOnlyList<System.Text.Json.Nodes.JsonObject> entities) in SimulatedDatabase.FromDeclarative(Recordings.Export(Folder + "export.yml")).Entities.Snapshot())
            foreach (System.Text.Json.Nodes.JsonObject entity in entities)
                database.Entities.Put(table, entity);

        rows.Should().HaveCount(31).And.Contain(r => r.Status == 404);
        foreach (ProbeRow row in rows)
        {
            using HttpResponseMessage response = await lab.Client.SendAsync(ProbeRequests.Make(node, row), Lab.Token);
            ((int)response.StatusCode).Should().Be(row.Status, row.Label);
        }
    }

    [Fact]
    public async Task OldNode_AfterFinish_ServesUntilItReloads()
    {
        await using Lab lab = await Lab.StartAsync();
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Recordings.Export(Folder + "export.yml"));
        SimulatedKongNode blue = await lab.NodeAsync("3.4.2", database);

        database.MigrateUp();
        await blue.ReloadAsync(Lab.Token);
        (await RedisAsync(lab, blue)).Should().Be(Recorded("3.4.2-to-3.9.1/s4-clean-up-finish/2-old-after-up-and-reload"));
        SimulatedKongNode green = await lab.NodeAsync("3.9.1", database);
        (await RedisAsync(lab, green)).Should().Be(Recorded("3.4.2-to-3.9.1/s4-clean-up-finish/2-new-after-up"));

        database.MigrateFinish();
        (await RedisAsync(lab, blue)).Should().Be(Recorded("3.4.2-to-3.9.1/s4-clean-up-finish/3-old-after-finish-untouched"));
        (await RedisAsync(lab, green)).Should().Be(Recorded("3.4.2-to-3.9.1/s4-clean-up-finish/3-new-after-finish"));
        await blue.ReloadAsync(Lab.Token);
        await green.ReloadAsync(Lab.Token);
        (await RedisAsync(lab, blue)).Should().Be(Recorded("3.4.2-to-3.9.1/s4-clean-up-finish/4-old-after-finish-reloaded"));
        (await RedisAsync(lab, green)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ClusterLimit_OnAReadOnlyDatabase_IsReadButNotCounted()
    {
        await using Lab lab = await Lab.StartAsync();
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Recordings.Export("3.9.0-to-3.9.1/s4-after-finish/3.9.1/export.yml"));
        SimulatedKongNode node = await lab.NodeAsync("3.9.1", database);
        database.ReadOnly = true;
        foreach (string name in new[] { "limited-1", "limited-2" })
        {
            RecordedExchange recorded = RecordedExchange.Read($"3.9.1/db-read-only/{name}.http");
            using HttpResponseMessage response = await lab.Client.SendAsync(recorded.Request(node.Proxy), Lab.Token);
            ((int)response.StatusCode).Should().Be(recorded.Status);
            response.Headers.GetValues("RateLimit-Remaining").Should().Equal(recorded.AnswerHeaders["RateLimit-Remaining"]);
        }
        foreach ((string name, Uri listener) in new[] { ("post-service", node.Admin), ("st-ready", node.Status) })
        {
            RecordedExchange recorded = RecordedExchange.Read($"3.9.1/db-read-only/{name}.http");
            using HttpResponseMessage response = await lab.Client.SendAsync(recorded.Request(listener), Lab.Token);
            ((int)response.StatusCode).Should().Be(recorded.Status);
            (await response.Content.ReadAsStringAsync(Lab.Token)).Should().Be(recorded.Body.TrimEnd());
        }
    }

    private static HttpStatusCode Recorded(string probe) =>
        (HttpStatusCode)Recordings.Probe(probe + ".probe.txt").Single(r => r.Label.StartsWith("GET /redis", StringComparison.Ordinal)).Status;

    private static async Task<HttpStatusCode> RedisAsync(Lab lab, SimulatedKongNode node)
    {
        using HttpResponseMessage response = await lab.Client.GetAsync(new Uri(node.Proxy, "/redis"), Lab.Token);
        return response.StatusCode;
    }
}
