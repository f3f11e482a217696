using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Nodes;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Tests;

public class PluginsTestTests
{
    private const string Old = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/admin/root.http", New = "3.4.2-to-3.9.1/s3-after-up/3.9.1/admin-root.http";
    private const string Old28 = "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/admin/root.http", New28 = "2.8.5-to-3.9.1/s3-after-up/3.9.1/root.http";

    [Theory]
    [InlineData("3.4.2", Old, New)]
    [InlineData("3.9.0", "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/admin/root.http", "3.9.0-to-3.9.1/s3-after-up/3.9.1/root.http")]
    [InlineData("2.8.5", Old28, New28)]
    public async Task Run_RecordedNodes_Pass(string version, string blue, string green)
    {
        StagingOutcome outcome = await RunAsync(version, Root(blue), "3.9.1", Root(green));

        outcome.Verdict.Should().Be(StagingVerdict.Passed, outcome.Evidence);
        outcome.Evidence.Should().MatchRegex("^the [34][0-9] plugins of blue are on every green node$");
        outcome.Explained.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Old, "\"key-auth\":{", "\"key-auth-2\":{", "key-auth", "in plugins.enabled_in_cluster")]
    [InlineData(Old, "\"hmac-auth\":{", "\"hmac-auth-2\":{", "hmac-auth", "in plugins.available_on_server")]
    [InlineData(Old28, "\"key-auth\":{", "\"key-auth-2\":{", "key-auth", "in plugins.enabled_in_cluster")]
    public async Task Run_APluginThatGreenLacks_IsNamed(string blueRoot, string old, string now, string plugin, string blue)
    {
        StagingOutcome outcome = await RunAsync(blueRoot == Old ? "3.4.2" : "2.8.5", Root(blueRoot), "3.9.1", Root(blueRoot == Old ? New : New28).Replace(old, now, StringComparison.Ordinal));

        outcome.Verdict.Should().Be(StagingVerdict.Failed);
        StagingFinding finding = outcome.Findings.Should().ContainSingle().Which;
        (finding.What, finding.Area, finding.Node, finding.Blue).Should().Be(($"plugin {plugin} is not on green", $"plugin {plugin}", "green-1", blue));
    }

    [Theory]
    [InlineData("[]", StagingVerdict.Passed)]
    [InlineData("[\"collector\"]", StagingVerdict.Failed)]
    public async Task Run_APluginThatWasDropped_IsExplainedUnlessItIsUsed(string used, StagingVerdict verdict)
    {
        StagingOutcome outcome = await RunAsync("2.8.1.4-enterprise-edition", Plugins("2.8.1.4-enterprise-edition", "{\"cors\":true,\"collector\":true}", used), "2.8.4.5-enterprise-edition", Plugins("2.8.4.5-enterprise-edition", "{\"cors\":true}", used));

        outcome.Verdict.Should().Be(verdict);
        if (verdict is StagingVerdict.Passed) outcome.Explained.Should().ContainSingle().Which.Should().StartWith("plugin collector is on blue and not on green, and nothing uses it (280-03:");
        else outcome.Findings.Should().ContainSingle().Which.Traits.Should().ContainSingle().Which.Should().StartWith("280-03:");
    }

    [Theory]
    [InlineData("{}", "{}", StagingVerdict.Passed)]
    [InlineData("[]", "[]", StagingVerdict.CouldNotTell)]
    [InlineData("{}", "{\"a\":1}", StagingVerdict.CouldNotTell)]
    [InlineData("{}", "[7]", StagingVerdict.CouldNotTell)]
    [InlineData("null", "[]", StagingVerdict.CouldNotTell)]
    public async Task Run_AnAnswerOfAnotherShape_CouldNotTell(string available, string enabled, StagingVerdict verdict) =>
        (await RunAsync("3.4.2", Plugins("3.4.2", "{}", "[]"), "3.9.1", Plugins("3.9.1", available, enabled))).Verdict.Should().Be(verdict);

    private static string Plugins(string version, string available, string enabled) => $$"""{"version":"{{version}}","configuration":{},"plugins":{"available_on_server":{{available}},"enabled_in_cluster":{{enabled}} } }""";

    private static string Root(string file) => Recordings.Read(file).ReplaceLineEndings("\n").Split("\n\n", 2)[1];

    private static async Task<StagingOutcome> RunAsync(string blueVersion, string blueRoot, string greenVersion, string greenRoot)
    {
        await using TalkingNode blue = new(blueVersion), green = new(greenVersion);
        (blue.Answers["/"], green.Answers["/"]) = ((200, blueRoot), (200, greenRoot));
        PluginsTest test = new(address => new() { Address = address }, TimeProvider.System);
        return await test.RunAsync(new() { Green = [green.Node("green-1")], Blue = [blue.Node("blue-1")] }, TestContext.Current.CancellationToken);
    }
}
