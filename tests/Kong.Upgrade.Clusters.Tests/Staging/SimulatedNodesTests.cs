using System.Net.Http.Json;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Simulation;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Nodes;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Clusters.Tests.Staging;

/// <summary>The tests of nodes against nodes that play real ones, with recorded configurations.</summary>
public class SimulatedNodesTests
{
    private const string Export = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Pairs => new()
    {
        { "3.4.2", "3.9.1", Export },
        { "3.9.0", "3.9.1", "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/export.yml" },
        { "2.8.5", "3.9.1", "2.8.5-to-3.9.1/s4-after-finish/2.8.5/export.yml" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Run_TwoVersionsOnOneDatabase_FindNothing(string from, string to, string export)
    {
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Recordings.Read(export));
        await using SimulatedKongNode blue = await NodeAsync(from, database), green = await NodeAsync(to, database);
        foreach (IStagingTest test in Tests())
        {
            StagingOutcome outcome = await test.RunAsync(Target(blue, green), Token);
            outcome.Findings.Should().BeEmpty(test.Name);
            outcome.Verdict.Should().Be(StagingVerdict.Passed, $"{test.Name}: {outcome.Evidence}");
        }
    }

    [Fact]
    public async Task Run_GreenOnAnotherDatabase_FindsWhatDiffers()
    {
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Recordings.Read(Export)), other = SimulatedDatabase.FromDeclarative(Recordings.Read(Export));
        await using SimulatedKongNode blue = await NodeAsync("3.4.2", database), green = await NodeAsync("3.9.1", other);
        using HttpClient client = new() { BaseAddress = green.Admin };
        (await client.PatchAsJsonAsync("/services/svc-direct", new { retries = 9 }, Token)).EnsureSuccessStatusCode();
        (await client.DeleteAsync(new Uri("/routes/r-regex", UriKind.Relative), Token)).EnsureSuccessStatusCode();

        StagingOutcome outcome = await Tests()[0].RunAsync(Target(blue, green), Token);

        outcome.Findings.Select(f => (f.Area, f.What, f.Subject.Split(' ')[1])).Should().Contain([("entity", "field retries has another value than on blue", "svc-direct"), ("route", "routes: an entity of blue's is missing on green", "r-regex")]);
    }

    [Fact]
    public async Task Run_ANodeThatIsNotReady_IsFound()
    {
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Recordings.Read(Export));
        await using SimulatedKongNode green = await NodeAsync("3.9.1", database);
        green.Faults.NotReady = true;

        (await new WorkersTest(TimeSpan.Zero, TimeProvider.System).RunAsync(Target(green, green), Token)).Findings.Should().ContainSingle(f => f.What == "it is not ready");
    }

    private static IStagingTest[] Tests() =>
        [new EntitiesTest(Options, TimeProvider.System), new PluginsTest(Options, TimeProvider.System), new WorkersTest(TimeSpan.Zero, TimeProvider.System), new UpstreamHealthTest(Options, TimeSpan.FromSeconds(30), TimeProvider.System)];

    private static AdminApiOptions Options(Uri address) => new() { Address = address };

    private static StagingTarget Target(SimulatedKongNode blue, SimulatedKongNode green) => new() { Blue = [Node("blue-1", blue)], Green = [Node("green-1", green)] };

    private static ClusterNode Node(string name, SimulatedKongNode node) => new() { Name = name, Version = node.Version, Admin = node.Admin, Status = node.Status, Proxy = node.Proxy };

    private static Task<SimulatedKongNode> NodeAsync(string version, SimulatedDatabase database) =>
        SimulatedKongNode.StartAsync(new() { Version = KongVersion.Parse(version), Database = database }, Token);
}
