using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>The lab's writes through Admin APIs, in the order in which they were made, on nodes of those versions.</summary>
public class WritesReplayTests
{
    private const string Old = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml";
    private const string New = "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/export.yml";

    private static readonly string[] InOrder =
    [
        "w-service-put", "w-route-put", "w-consumer-put", "w-keyauth-post", "w-plugin-keyauth-post", "w-plugin-rl-post", "w-plugin-rl-post-newstyle",
        "w-upstream-put", "w-target-post", "w-service-patch", "w-consumer-delete",
    ];

    [Theory]
    [InlineData("3.4.2", Old, "3.4.2-to-3.9.1/s3-after-up/3.4.2/writes-through-old")]
    [InlineData("3.9.1", New, "3.4.2-to-3.9.1/s3-after-up/3.9.1/writes-through-new")]
    [InlineData("3.4.2", Old, "3.4.2-to-3.9.1/s4-clean-up-finish/4-writes-through-old-after-finish")]
    [InlineData("3.9.1", New, "3.4.2-to-3.9.1/s4-clean-up-finish/4-writes-through-new-after-finish")]
    [InlineData("2.8.5", Old, "2.8.5-to-3.9.1/s3-after-up/2.8.5/writes-through-old")]
    [InlineData("3.9.1", New, "2.8.5-to-3.9.1/s3-after-up/3.9.1/writes-through-new")]
    [InlineData("3.9.0", New, "3.9.0-to-3.9.1/s3-after-up/3.9.0/writes-through-old")]
    [InlineData("3.9.1", New, "3.9.0-to-3.9.1/s3-after-up/3.9.1/writes-through-new")]
    public async Task AdminApi_WrittenToAsInTheRecording_AnswersTheSame(string version, string export, string folder)
    {
        await using Lab lab = await Lab.StartAsync();
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Recordings.Export(export));
        SimulatedKongNode node = await lab.NodeAsync(version, database);
        await AnswersTheSameAsync(lab, node, folder);
        database.Changes.Should().BeGreaterThan(8);
    }

    internal static async Task AnswersTheSameAsync(Lab lab, SimulatedKongNode node, string folder)
    {
        foreach (string name in InOrder)
        {
            RecordedExchange recorded = RecordedExchange.Read($"{folder}/{name}.http");
            using HttpResponseMessage response = await lab.Client.SendAsync(recorded.Request(node.Admin), Lab.Token);
            string body = await response.Content.ReadAsStringAsync(Lab.Token);
            ((int)response.StatusCode).Should().Be(recorded.Status, "{0} {1}", name, body);
            Heads.Of(response).Should().Equal(Heads.Of(recorded));
            string[] blank = ["id", "created_at", "updated_at"];
            if (recorded.Body.Trim().Length > 0)
                Scrub.Json(JsonNode.Parse(body), blank).Should().Be(Scrub.Json(recorded.Json, blank), name);
        }
    }

    [Theory]
    [InlineData("3.4.2", "3.4.2", "patch-rl")]
    [InlineData("3.9.1", "3.9.1", "patch-rl")]
    [InlineData("3.4.2", "3.9.1", "reads-after-new-patch")]
    public async Task RedisSettings_PatchedThroughEitherVersion_LookAsRecorded(string reader, string writer, string file)
    {
        await using Lab lab = await Lab.StartAsync();
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Recordings.Export(Old));
        SimulatedKongNode through = await lab.NodeAsync(writer, database);
        RecordedExchange patch = RecordedExchange.Read($"3.4.2-to-3.9.1/s3-after-up/{writer}/patch-rl.http");
        using HttpResponseMessage patched = await lab.Client.SendAsync(patch.Request(through.Admin), Lab.Token);
        RecordedExchange recorded = RecordedExchange.Read($"3.4.2-to-3.9.1/s3-after-up/{reader}/{file}.http");
        SimulatedKongNode node = reader == writer ? through : await lab.NodeAsync(reader, database);

        string body = file == "patch-rl"
            ? await patched.Content.ReadAsStringAsync(Lab.Token)
            : await lab.Client.GetStringAsync(new Uri(node.Admin, recorded.Target), Lab.Token);

        Scrub.Json(JsonNode.Parse(body), "updated_at").Should().Be(Scrub.Json(recorded.Json, "updated_at"));
    }
}
