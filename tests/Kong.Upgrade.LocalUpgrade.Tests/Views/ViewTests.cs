using System.Reflection;
using System.Text.Json;
using Kong.Upgrade.Events;
using Kong.Upgrade.Staging;
using LocalUpgrade.Commands;
using LocalUpgrade.Views;
using Spectre.Console;

namespace Kong.Upgrade.LocalUpgrade.Tests.Views;

public class ViewTests
{
    [Fact]
    public void Json_OfAnything_IsOneObjectALine()
    {
        StringWriter output = new();
        JsonView view = new(output, TimeProvider.System);

        view.Say("outcome", "first \"line\"\nsecond", ("exitCode", 10), ("greenPercent", 12.5m), ("frozen", true), ("backup", null), ("at2", DateTimeOffset.UnixEpoch), ("share", 0.1));
        view.Fail("trouble");

        JsonElement[] lines = [.. output.ToString().TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement)];
        lines.Should().HaveCount(2);
        lines[0].GetProperty("kind").GetString().Should().Be("outcome");
        lines[0].GetProperty("text").GetString().Should().Be("first \"line\"\nsecond");
        (lines[0].GetProperty("exitCode").GetInt32(), lines[0].GetProperty("greenPercent").GetDecimal(), lines[0].GetProperty("frozen").GetBoolean()).Should().Be((10, 12.5m, true));
        lines[0].GetProperty("backup").ValueKind.Should().Be(JsonValueKind.Null);
        lines[1].GetProperty("kind").GetString().Should().Be("error");
    }

    [Fact]
    public async Task Views_OfStagedGreen_TellItInOneLine()
    {
        StagingReport report = new() { Verdict = StagingVerdict.CouldNotTell, Tests = [new() { Name = "t", Verdict = StagingVerdict.Passed, Evidence = "" }], Causes = [], Troubles = ["a\nb"], Untested = [], Explained = [], Duration = default };
        GreenStaged staged = (GreenStaged)Activator.CreateInstance(typeof(GreenStaged), BindingFlags.Instance | BindingFlags.NonPublic, null, ["run-1", DateTimeOffset.UnixEpoch, report], null)!;
        StringWriter plain = new(), json = new();

        await new PlainView(plain, plain).OnEventAsync(staged, TestContext.Current.CancellationToken);
        await new JsonView(json, TimeProvider.System).OnEventAsync(staged, TestContext.Current.CancellationToken);

        plain.ToString().Should().Be(report.Headline + Environment.NewLine).And.StartWith("IT COULD NOT BE TOLD");
        JsonElement line = JsonDocument.Parse(json.ToString()).RootElement;
        (line.GetProperty("kind").GetString(), line.GetProperty("verdict").GetString(), line.GetProperty("passed").GetInt32(), line.GetProperty("failed").GetInt32()).Should().Be(("greenStaged", "CouldNotTell", 1, 0));
    }

    [Fact]
    public void Plain_OfTrouble_GoesToTheOtherStream()
    {
        StringWriter output = new(), errors = new();
        PlainView view = new(output, errors);

        view.Say("outcome", "well");
        view.Fail("not well");

        (output.ToString().Trim(), errors.ToString().Trim()).Should().Be(("well", "not well"));
    }

    [Fact]
    public void Views_WhoseReaderWentAway_DoNotStopTheUpgrade()
    {
        new PlainView(new BrokenWriter(), new BrokenWriter()).Say("outcome", "text");
        new JsonView(new BrokenWriter(), TimeProvider.System).Fail("text");
    }

    [Fact]
    public async Task Live_WhileARunGoesOn_ShowsStepsTrafficAndWhatHappenedLast()
    {
        StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new() { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output) });
        UpgradePlan plan = UpgradePlan.CreateBuilder("3.9.0", "3.9.1").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").Build();

        await using (LiveView view = new(console, plan, () => "blue 90/s, green 10/s"))
        {
            view.Say("note", "something [happened]");
            await TestServers.Eventually.HoldsAsync(() => Task.FromResult(output.ToString().Contains("something [happened]", StringComparison.Ordinal)), "it is drawn");
        }

        output.ToString().Should().Contain("migrate-up").And.Contain("green 10/s");
    }

    private sealed class BrokenWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("nobody reads");
    }
}
