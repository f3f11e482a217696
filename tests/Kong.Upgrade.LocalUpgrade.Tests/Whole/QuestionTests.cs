using System.Text.Json;
using System.Text.Json.Nodes;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

public class QuestionTests(PostgresServer server)
{
    [Fact]
    public async Task Run_WhoseQuestionNobodyAnswers_WaitsAndCompletesOnceAnotherProcessApproved()
    {
        await using World world = await World.StartAsync(server, new HAProxy(), "3.9.0", settings => settings["approval"] = JsonNode.Parse("""{ "mode": "ask", "within": "3s" }"""));

        (int early, string nothing) = await world.RunAsync("approve", "--reason", "too early");
        (int waiting, string first) = await world.RunAsync("run");
        TrafficShare share = await world.ShareAsync();
        (_, string standing) = await world.RunAsync("status");
        (int staged, string tested) = await world.RunAsync("stage", "--report", world.SettingsFile + ".staging.json");
        (int other, string wrong) = await world.RunAsync("approve", "--run", "20200101-000000-abcdef", "--reason", "another run");
        (int approved, string answer) = await world.RunAsync("approve", "--reason", "seen to be well");
        (int code, string output) = await world.RunAsync("run", "--json");

        early.Should().Be(1, nothing);
        waiting.Should().Be(11, first + world.Log);
        first.Should().Contain("AWAITING APPROVAL: ").And.Contain("PRESS: LocalUpgrade approve --run ");
        share.Should().Be(TrafficShare.AllGreen, "nothing is taken back while a person thinks");
        standing.Should().StartWith("ALL TRAFFIC IS ON GREEN; an unfinished run waits.").And.Contain("question");
        staged.Should().Be(0, tested);
        tested.Should().StartWith("GREEN PASSED: ").And.NotContain("COULD NOT TELL");
        JsonDocument.Parse(File.ReadAllText(world.SettingsFile + ".staging.json")).RootElement.GetProperty("tests").EnumerateArray().Select(t => t.GetProperty("name").GetString()).Should().Contain("the live route answers").And.Contain(n => n!.Contains("route live"), "it is derived, too");
        other.Should().Be(1, wrong);
        approved.Should().Be(0, answer);
        code.Should().Be(0, output + world.Log);
        output.Should().Contain("\"kind\":\"approvalAnswered\"").And.Contain($"\"by\":\"{Environment.UserName}@{Environment.MachineName}");
        world.Load.Counts.Bad.Should().Be(0, world.Load.Counts.ToString());
        Directory.GetFiles(world.Journal, "*.finish.approved.json").Should().ContainSingle("an answer counts once, and is kept");
    }
}
