using System.Text.Json;
using Kong.Upgrade.LocalUpgrade.Tests.Settings;
using Kong.Upgrade.TestServers;
using LocalUpgrade.Commands;

namespace Kong.Upgrade.LocalUpgrade.Tests.Commands;

/// <summary>The written tests alone, against servers that are no Kong; with all of it, see StagingTests.</summary>
public class StageTests
{
    private const string NobodyListens = "127.0.0.1:1";

    [Fact]
    public void Invocation_OfStage_TakesAReportAndNothingElse()
    {
        Invocation.Read(["stage", "--report", "a.json", "--json"])[Option.Report].Should().Be("a.json");
        FluentActions.Invoking(() => Invocation.Read(["stage", "--sarif", "a"])).Should().Throw<UsageException>().WithMessage("*'--sarif' is no option of stage*");
        FluentActions.Invoking(() => Invocation.Read(["stage", "now"])).Should().Throw<UsageException>().WithMessage("*stage takes no argument*");
    }

    [Fact]
    public async Task Stage_OfAGreenThatDoesAsBlue_Passes()
    {
        await using NginxBackend blue = new("same"), green = new("same");

        (int code, string output) = await Typed.RunAsync("stage", "--settings", File(blue.Address, green.Address));

        code.Should().Be(0, output);
        output.Should().StartWith("GREEN PASSED: 1 test").And.Contain("1 passed, 0 failed");
        (blue.Requests("GET"), green.Requests("GET")).Should().Match<(long Blue, long Green)>(seen => seen.Blue > 0 && seen.Green > 0);
    }

    [Fact]
    public async Task Stage_OfAGreenThatAnswersOtherwise_FailsAndWritesItDown()
    {
        await using NginxBackend blue = new("same"), green = new("same") { Status = 404 };
        string settings = File(blue.Address, green.Address), report = settings + ".report.json";

        (int code, string output) = await Typed.RunAsync("stage", "--settings", settings, "--report", report);

        code.Should().Be(1, output);
        output.Should().StartWith("GREEN DOES NOT DO WHAT IS EXPECTED: 1 cause, 1 test fails of 1.").And.Contain($"Press: LocalUpgrade stage --settings {settings}").And.Contain("\nFAILED: ").And.Contain("status 404 instead of 200").And.Contain("every green node (g1)");
        JsonDocument.Parse(System.IO.File.ReadAllText(report)).RootElement.GetProperty("verdict").GetString().Should().BeEquivalentTo("failed");
    }

    [Fact]
    public async Task Stage_OfAGreenThatDoesNotRun_CouldNotTellOrFailsButNeverPasses()
    {
        await using NginxBackend blue = new("same");

        (int code, string output) = await Typed.RunAsync("stage", "--settings", File(blue.Address, NobodyListens));

        code.Should().Be(1, output);
        output.Should().NotContain("GREEN PASSED");
    }

    [Fact]
    public async Task Stage_WithoutATest_SaysThatNothingWasTested()
    {
        string file = Typed.Settings(SettingsText.With("\"journal\"", "\"staging\": { \"derived\": false, \"nodes\": false }, \"journal\""));

        (int code, string output) = await Typed.RunAsync("stage", "--settings", file);

        code.Should().Be(1);
        output.Should().StartWith("NOTHING WAS TESTED: ");
    }

    [Fact]
    public async Task Stage_WhoseReportCannotBeWritten_SaysItAllTheSame()
    {
        await using NginxBackend blue = new("same"), green = new("same");

        await FluentActions.Awaiting(() => Typed.RunAsync("stage", "--settings", File(blue.Address, green.Address), "--report", "/nowhere/report.json")).Should().ThrowAsync<UsageException>().WithMessage("The report could not be written: *");
    }

    [Fact]
    public async Task Plan_OfAFile_ShowsWhatGreenIsTestedWith() =>
        (await Typed.RunAsync("plan", "--settings", File(NobodyListens, NobodyListens))).Output.Should().Contain("  staging     a written test\n");

    private static string File(string blue, string green) => Typed.Settings(SettingsText.With("\"journal\"", """
        "staging": { "derived": false, "nodes": false }, "stagingTests": [{ "name": "a written test", "path": "/x", "expectStatus": 200 }], "journal"
        """).Replace("http://127.0.0.1:8000", $"http://{blue}", StringComparison.Ordinal).Replace("\"prefix\": \"prefixes/g1\"", $"\"prefix\": \"prefixes/g1\", \"proxy\": \"http://{green}\"", StringComparison.Ordinal));
}
