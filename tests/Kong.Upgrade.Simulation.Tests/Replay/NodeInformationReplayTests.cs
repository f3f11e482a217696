using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>`GET /`, `/status` and `/status/ready` as recorded. Of some 200 keys of `configuration` the simulation shows those
/// that tools ask for; each must be one that real Kong shows, with a value of the same shape.</summary>
public class NodeInformationReplayTests
{
    private const string Export = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml";

    [Theory]
    [InlineData("2.8.5", "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/admin/root.http")]
    [InlineData("3.4.2", "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/admin/root.http")]
    [InlineData("3.9.0", "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/admin/root.http")]
    [InlineData("3.9.1", "3.4.2-to-3.9.1/s3-after-up/3.9.1/admin-root.http")]
    public async Task Root_ComparedWithTheRecording_HasTheSameMembersAndPlugins(string version, string file)
    {
        JsonObject recorded = RecordedExchange.Read(file).Json!.AsObject();
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await lab.NodeAsync(version, SimulatedDatabase.FromDeclarative(Recordings.Export(Export)));

        JsonObject actual = JsonNode.Parse(await lab.Client.GetStringAsync(node.Admin, Lab.Token))!.AsObject();

        actual.Select(m => m.Key).Should().BeEquivalentTo(recorded.Select(m => m.Key));
        Scrub.Json(actual["plugins"]!["available_on_server"]).Should().Be(Scrub.Json(recorded["plugins"]!["available_on_server"]));
        actual["version"]!.ToString().Should().Be(version);
        actual["node_id"]!.ToString().Should().Be(node.NodeId.ToString());
        foreach ((string key, JsonNode? value) in actual["configuration"]!.AsObject())
            Kind(value).Should().Be(Kind(recorded["configuration"]![key]), key);
    }

    private static string Kind(JsonNode? value) => value switch
    {
        JsonObject => "record",
        JsonArray => "list",
        _ => Scrub.Shape(value),
    };

    [Theory]
    [InlineData("2.8.5", "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/status/")]
    [InlineData("3.4.2", "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/status/")]
    [InlineData("3.9.0", "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/status/")]
    public async Task StatusListener_AskedAsInTheRecording_AnswersTheSame(string version, string folder)
    {
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await lab.NodeAsync(version, SimulatedDatabase.FromDeclarative(Recordings.Export(Export)));
        foreach (string name in new[] { "status", "status_ready" })
        {
            RecordedExchange recorded = RecordedExchange.Read($"{folder}{name}.http");
            using HttpResponseMessage response = await lab.Client.SendAsync(recorded.Request(node.Status), Lab.Token);
            ((int)response.StatusCode).Should().Be(recorded.Status);
            Heads.Of(response).Should().Equal(Heads.Of(recorded));
            string body = await response.Content.ReadAsStringAsync(Lab.Token);
            if (name == "status")
                Scrub.Shape(JsonNode.Parse(body)).Should().Be(Scrub.Shape(recorded.Json));
            else
                body.Should().Be(recorded.Body);
        }
    }

    [Theory]
    [InlineData("st-ready"), InlineData("admin-services"), InlineData("post-service"), InlineData("st-status"), InlineData("admin-status"), InlineData("keyed-uncached")]
    public async Task AnyListener_WithoutDatabase_AnswersAsRecorded(string name)
    {
        RecordedExchange recorded = RecordedExchange.Read($"3.9.1/db-outage/{name}.http");
        await using Lab lab = await Lab.StartAsync();
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Recordings.Export("3.9.0-to-3.9.1/s4-after-finish/3.9.1/export.yml"));
        SimulatedKongNode node = await lab.NodeAsync("3.9.1", database);
        database.Reachable = false;

        Uri listener = name.StartsWith("st-", StringComparison.Ordinal) ? node.Status : name.StartsWith("keyed", StringComparison.Ordinal) ? node.Proxy : node.Admin;
        using HttpResponseMessage response = await lab.Client.SendAsync(recorded.Request(listener), Lab.Token);

        ((int)response.StatusCode).Should().Be(recorded.Status);
        Heads.Of(response).Should().Equal(Heads.Of(recorded));
        Scrub.Shape(JsonNode.Parse(await response.Content.ReadAsStringAsync(Lab.Token))).Should().Be(Scrub.Shape(recorded.Json));
    }
}
