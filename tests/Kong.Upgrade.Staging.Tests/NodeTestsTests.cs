namespace Kong.Upgrade.Staging.Tests;

/// <summary>A look at the nodes themselves, within a suite, on the recorded configuration.</summary>
public class NodeTestsTests
{
    [Fact]
    public async Task Run_CleanPair_Passes()
    {
        await using Pair pair = await Pair.StartAsync(RecordedConfiguration.Text);

        StagingReport report = await pair.RunAsync(tests => tests.Nodes());

        report.Verdict.Should().Be(StagingVerdict.Passed, report.Describe());
        report.Tests.Should().HaveCount(4);
        report.Untested.Should().ContainSingle().Which.Should().StartWith("error logs");
    }

    [Fact]
    public async Task Run_PluginMissingOnOneNode_IsNamed()
    {
        await using Pair pair = await Pair.StartAsync(RecordedConfiguration.Text);
        pair.Green[0].Faults.RemovePlugin("key-auth");

        StagingReport report = await pair.RunAsync(tests => tests.Nodes().Derived());

        report.Causes.Should().ContainSingle(report.Describe()).Which.Should().BeEquivalentTo(new { Area = "plugin key-auth", Nodes = new[] { "green-1" } });
    }
}
