using System.Globalization;
using System.Text.RegularExpressions;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Simulation;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Clusters.Tests.AdminApi;

/// <summary>Against nodes that play real ones, with recorded configurations.</summary>
public partial class SimulatedAdminTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("3.4.2", "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml")]
    [InlineData("2.8.5", "2.8.5-to-3.9.1/s4-after-finish/2.8.5/export.yml")]
    public async Task Read_ARecordedConfiguration_HoldsAllOfIt(string version, string export)
    {
        string yaml = Recordings.Read(export);
        await using SimulatedKongNode node = await NodeAsync(version, yaml);
        Sightings seen = new();
        AdminApiEntitySource source = new(new() { Address = node.Admin, PageSize = 2, MostRequestsAtOnce = 8 });
        await source.ReadAsync(seen, Token);
        source.Version.Should().Be(version);
        seen.Unread.Should().BeEmpty();
        foreach (string kind in (string[])["services", "routes", "upstreams", "targets", "consumers", "plugins", "keyauth_credentials", "certificates", "snis"])
            seen.Entities.Where(e => e.Kind == kind).Select(e => e.Id).Should().BeEquivalentTo(Ids(yaml, kind), $"{kind} are in the export");
        string[] kinds = [.. seen.Entities.Select(e => e.Kind).Distinct()];
        Array.IndexOf(kinds, "services").Should().BeLessThan(Array.IndexOf(kinds, "routes")).And.BeLessThan(Array.IndexOf(kinds, "plugins"));
    }

    [Fact]
    public async Task DryRun_ARecordedConfiguration_IsAnsweredWhole()
    {
        string yaml = Recordings.Read("3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml");
        await using SimulatedKongNode blue = await NodeAsync("3.4.2", yaml);
        await using SimulatedKongNode green = await NodeAsync("3.9.1", yaml);
        SchemaDryRunReport report = await new SchemaDryRun(new() { Address = green.Admin }, green.Version).RunAsync(new AdminApiEntitySource(new() { Address = blue.Admin }), Token);
        report.Entities.Should().BeGreaterThan(30);
        report.Gaps.Should().BeEmpty();
        report.Refusals.Should().BeEmpty("3.9.1 knows all that 3.4.2 says");
        (report.Validated + report.UnknownKinds.Values.Sum()).Should().Be(report.Entities);
    }

    [Theory]
    [InlineData(null, 0, 30)]
    [InlineData(1000, 4.5, 30)]
    public async Task DryRun_FiveThousand_TakesAsLongAsTheRateSays(int? rate, double least, double most)
    {
        await using SimulatedKongNode green = await NodeAsync("3.9.1", "_format_version: \"3.0\"\n");
        Entities source = new(EntityOrigin.Database, [.. Enumerable.Range(0, 5000).Select(i => ("routes", string.Create(CultureInfo.InvariantCulture, $$"""{"name":"r{{i}}","paths":["/r{{i}}"]{{(i % 10 == 0 ? ",\"hosts\":7" : "")}}}""")))]);
        long from = TimeProvider.System.GetTimestamp();
        SchemaDryRunReport report = await new SchemaDryRun(new() { Address = green.Admin }, green.Version, new() { RequestsPerSecond = rate }).RunAsync(source, Token);
        double took = TimeProvider.System.GetElapsedTime(from).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"5,000 at {rate?.ToString(CultureInfo.InvariantCulture) ?? "any"} a second: {took:0.00} s");
        took.Should().BeInRange(least, most);
        (report.Validated, report.Refused).Should().Be((4500, 500));
        report.IsComplete.Should().BeTrue();
    }

    private static Task<SimulatedKongNode> NodeAsync(string version, string yaml) =>
        SimulatedKongNode.StartAsync(new() { Version = KongVersion.Parse(version), Database = SimulatedDatabase.FromDeclarative(yaml) }, Token);

    // By eye, not by a reader of YAML: the ids at the first level below a collection's name.
    private static IEnumerable<string> Ids(string yaml, string kind) =>
        Collection().Matches("\n" + yaml).Where(m => m.Groups["kind"].Value == kind).SelectMany(m => Id().Matches(m.Value)).Select(m => m.Groups["id"].Value);

    [GeneratedRegex(@"(?<=\n)(?<kind>[a-z_0-9]+):\n(?:(?:[ -].*|REMOVED|-----END.*)\n?)+")]
    private static partial Regex Collection();

    [GeneratedRegex(@"\n[ -] id: (?<id>[0-9a-f-]{36})")]
    private static partial Regex Id();
}
