using Kong.Upgrade.Simulation;

namespace Kong.Upgrade.Staging.Tests.Recipes;

/// <summary>A recipe, the configuration that it is for, and what must come of it on a clean pair and on one with a fault on one green node of two.</summary>
internal sealed record RecipeCase(string Plugin, string Configuration, Action<StagingSuiteBuilder> Recipe)
{
    public bool HasTls { get; init; }

    /// <summary>Passes on a pair without faults, with exactly so many tests.</summary>
    public async Task<StagingReport> PassesAsync(string from, int tests)
    {
        StagingReport report = await RunAsync(from, _ => { });
        report.Verdict.Should().Be(StagingVerdict.Passed, report.Describe());
        report.Tests.Should().HaveCount(tests).And.OnlyContain(t => t.Name.StartsWith(Plugin + " on "));
        return report;
    }

    /// <summary>Fails, and names the plugin and the node.</summary>
    public async Task<StagingCause> FailsAsync(Action<SimulatedFaults> fault)
    {
        StagingReport report = await RunAsync("3.4.2", pair => fault(pair.Green[1].Faults));
        report.Verdict.Should().Be(StagingVerdict.Failed, report.Describe());
        StagingCause cause = report.Causes.Should().ContainSingle(report.Describe()).Which;
        cause.Area.Should().Be("plugin " + Plugin);
        cause.Nodes.Should().Equal("green-2");
        return cause;
    }

    /// <summary>Runs it on any nodes, by a clock on which waiting takes no time.</summary>
    public Task<StagingReport> RunAsync(StagingTarget target) => new StagingRunner(new HastyTime()).RunAsync(StagingSuite.Create(Recipe), target, TestContext.Current.CancellationToken);

    public async Task<StagingReport> RunAsync(string from, Action<Pair> prepare)
    {
        await using Pair pair = await Pair.StartAsync(Configuration, from: from, hasTls: HasTls);
        prepare(pair);
        return await RunAsync(pair.Target);
    }
}
