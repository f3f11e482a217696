using System.Text.Json;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>What a person sees who asks what an upgrade would break in an installation that runs.</summary>
public class EvaluationTests(PostgresServer server)
{
    [Fact]
    public async Task Evaluate_OfAnInstallation_ShowsWhatItWouldBreakAndWritesItDown()
    {
        await using World world = await World.StartAsync(server, new HAProxy(), "3.4.2");
        (string json, string sarif) = (world.SettingsFile + ".report.json", world.SettingsFile + ".sarif");

        (int code, string output) = await world.RunAsync("evaluate", "--examples", "all", "--report", json, "--sarif", sarif);
        await server.ExecuteAsync(world.DatabaseName, "UPDATE routes SET updated_at = NULL WHERE name = 'r-plain'");
        (int blocked, string refused) = await world.RunAsync("evaluate");

        code.Should().Be(0, output);
        output.Should().StartWith("NOTHING STANDS IN THE WAY of Kong 3.4.2 to 3.9.1").And.Contain("Press: LocalUpgrade run")
            .And.Contain("\nSERIOUS\n").And.Contain("policy redis").And.Contain("\nFOR A PERSON TO READ").And.Contain("\nTHE WAY, AND WHAT KONG'S DOCUMENTS ADVISE\n");
        output.Should().NotContain("Green logs in to the database as blue does", "the run gives it a login of its own");
        output.Should().NotMatchRegex(@"ANY-02", "the rule database-connections counts what is in use");
        JsonDocument.Parse(File.ReadAllText(json)).RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("id").GetString()).Should().Contain("SEEN-03");
        JsonDocument.Parse(File.ReadAllText(sarif)).RootElement.GetProperty("version").GetString().Should().Be("2.1.0");
        blocked.Should().Be(1, refused);
        refused.Should().StartWith("1 FINDING STANDS IN THE WAY of Kong 3.4.2 to 3.9.1: mend routes-updated-at, or accept each with a reason").And.Contain("UPDATE \"public\".\"routes\" SET updated_at");
    }
}
