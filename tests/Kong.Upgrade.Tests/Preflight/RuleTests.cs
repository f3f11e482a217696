using Kong.Upgrade.Migrations;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Tests.Support;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests;

public class RuleTests
{
    private static readonly HashSet<Migration> One = [new("core", "024_380_to_390")], Two = [new("core", "025"), new("acl", "006")];

    public static TheoryData<MigrationState, string[]> States => new()
    {
        { new(), [] },
        { new() { Executed = One, New = Two, SeenBy = KongVersion.Parse("3.9.1") }, [] },
        { new() { Pending = Two }, [] },
        { new() { NeedsBootstrap = true }, ["Blocking: The database was never bootstrapped. Check that the new version's kong.conf names blue's own database and schema."] },
        { new() { SeenBy = KongVersion.Parse("3.9.2") }, ["Blocking: Migrations were read with Kong 3.9.2, but the plan goes to 3.9.1. Give the migration runner the kong of 3.9.1."] },
        { new() { Pending = One, New = Two }, ["Blocking: 1 migrations are pending and 2 more are new: Kong refuses 'up' while anything is pending. Another version's upgrade is half done here. Choose that version as the target, or restore the database."] },
        { new() { Missing = One }, ["Warning: 1 migrations are missing: core/024_380_to_390. Kong will never run them. Find out which plugin was added or removed in the past."] },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task MigrationsRule_AnyState_FindsWhatStandsInTheWay(MigrationState state, string[] found) =>
        (await FindAsync(new MigrationsRule(), state, TrafficShare.AllBlue)).Should().Equal(found);

    [Theory]
    [InlineData(0, 1, new string[0])]
    [InlineData(0.5, 1, new[] { "Blocking: The balancer already gives green 0.5 %. An upgrade begins with all traffic on blue: set it so, after finding out who diverted." })]
    [InlineData(0, 5, new[] { "Blocking: The plan has a stage of 1 %, but the balancer's smallest step is 5 %. Begin with a larger stage, or use a splitter with finer steps." })]
    public async Task TrafficRule_AnyBalancer_FindsWhatStandsInTheWay(double share, double smallest, string[] found) =>
        (await FindAsync(new TrafficRule(new() { SmallestStep = TrafficShare.FromPercent(smallest) }), new(), TrafficShare.FromPercent(share))).Should().Equal(found);

    [Fact]
    public void Ids_OfTheRules_AreStable() => (new MigrationsRule().Id, new TrafficRule(new()).Id).Should().Be(("migrations", "traffic"));

    private static async Task<IEnumerable<string>> FindAsync(IPreflightRule rule, MigrationState state, TrafficShare share)
    {
        IReadOnlyList<PreflightFinding> findings = await rule.EvaluateAsync(new() { Plan = SamplePlans.PatchPlan, Migrations = state, Share = share }, default);
        return findings.Select(f => $"{f.Severity}: {f.What} {f.Remedy}");
    }
}
