using System.Net;
using Kong.Upgrade.Fingerprints;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Rehearsals;
using Kong.Upgrade.Staging;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Upgrade;

/// <summary>The recorded upgrade 3.4.2 to 3.9.1 on a real database, with the simulated kong making the recorded changes.</summary>
[Collection(Witness.KongBlueWitnessTests.Witnesses)]
public class UpgradeTests(PostgresServer server)
{
    // Each leaves no trace when it passes, so that the end can be compared with the recording.
    private static readonly string[] configurationWrites =
    [
        "INSERT INTO consumers (id, username, ws_id) SELECT 'f0000000-0000-4000-8000-000000000001', 'hammer', id FROM workspaces WHERE name = 'default'; DELETE FROM consumers WHERE username = 'hammer'",
        "UPDATE routes SET updated_at = updated_at",
        "DELETE FROM plugins WHERE false",
        "INSERT INTO services SELECT * FROM services ON CONFLICT DO NOTHING",
    ];

    private static readonly string[] runTimeWrites =
    [
        "INSERT INTO ratelimiting_metrics (identifier, period, period_date, value) VALUES ('hammer', 'second', now(), 1)",
        "INSERT INTO cluster_events (id, node_id, at, expire_at, channel, data) VALUES (gen_random_uuid(), gen_random_uuid(), now(), now() + interval '1 hour', 'hammer', 'x')",
        "INSERT INTO sessions (id, session_id, ttl) VALUES (gen_random_uuid(), gen_random_uuid()::text, now() + interval '1 minute'); DELETE FROM sessions",
        "INSERT INTO locks (key, owner, ttl) VALUES ('hammer', 'hammer', now() + interval '1 minute'); DELETE FROM locks WHERE key = 'hammer'",
    ];

    [Fact]
    public async Task Upgrade_From342To391_CompletesUnderHammersAndLeavesTheRecordedDatabase()
    {
        await using World world = await World.CreateAsync(server);
        await using Hammer configuration = new(server, world.Database, configurationWrites);
        await using Hammer runTime = new(server, world.Database, runTimeWrites);
        await Eventually.HoldsAsync(() => Task.FromResult(configurationWrites.All(w => configuration.Blows.Any(b => b.Statement == w && b.Refusal is null))), "every write passes before the freeze");

        UpgradeReport report = await world.RunAsync(World.Plan(), TestContext.Current.CancellationToken);
        await configuration.DisposeAsync();
        await runTime.DisposeAsync();

        report.Outcome.Should().Be(UpgradeOutcome.Completed, report.Describe() + report.Error);
        Hammer.Blow[] underFreeze = [.. configuration.Blows.Where(b => b.Began > world.Freeze.FrozenAt && b.Ended < world.Freeze.ThawingAt)];
        underFreeze.Length.Should().BeGreaterThan(100);
        underFreeze.Where(b => b.Refusal is null).Should().BeEmpty("not one write gets through while the freeze stands");
        runTime.Blows.Where(b => b.Refusal is not null).Should().BeEmpty("who writes run-time data is never disturbed");
        runTime.Blows.Max(b => b.Took).Should().BeLessThan(TimeSpan.FromSeconds(5));
        await LeavesTheRecordedDatabaseAsync(world, Dumps.AfterFinish342);
        world.Clusters.IsBlueGone.Should().BeTrue();
        (await world.Clusters.Green!.PostAsync("/consumers", """{"username":"after"}""")).StatusCode.Should().Be(HttpStatusCode.Created, "writes are possible again");
    }

    [Fact]
    public async Task Upgrade_WhoseStagingFails_LeavesBlueWorkingOnTheMigratedDatabaseAndCanBeRepeated()
    {
        await using World world = await World.CreateAsync(server);
        world.StagingTests.Add(new FailingOnce());

        UpgradeReport first = await world.RunAsync(World.Plan(RollbackPolicy.KeepFrozen), TestContext.Current.CancellationToken);
        await world.Blue.ReloadAsync();
        HttpStatusCode? limited = await world.Blue.GetAsync("/redis"), written = (await world.Blue.PostAsync("/consumers", """{"username":"meanwhile"}""")).StatusCode;
        UpgradeReport second = await world.RunAsync(World.Plan(RollbackPolicy.KeepFrozen), TestContext.Current.CancellationToken);

        first.Outcome.Should().Be(UpgradeOutcome.RolledBack, first.Describe());
        first.Headline.Should().Contain("STILL FROZEN");
        written.Should().Be(HttpStatusCode.BadRequest, "the freeze stands, and Kong says so readably (kong-facts 12.1)");
        limited.Should().NotBe(HttpStatusCode.InternalServerError, "blue works on after 'up', also after a reload (kong-facts 12.4)");
        second.Outcome.Should().Be(UpgradeOutcome.Completed, second.Describe());
        await LeavesTheRecordedDatabaseAsync(world, Dumps.AfterFinish342);
    }

    [Fact]
    public async Task Upgrade_WhoseUpDiesMidway_NamesItAndIsRepairedWithTheRehearsal()
    {
        KongCommand dying = SimulatedKong.Of("3.9.1", ("SIMULATED_KONG_DIE_AT", "rate-limiting/006_350_to_360"));
        await using World world = await World.CreateAsync(server, dying, setup => setup.Backup.Rehearse = new() { Green = SimulatedKong.Of("3.9.1") });

        UpgradeReport halfway = await world.RunAsync(World.Plan(), TestContext.Current.CancellationToken);
        KongCliMigrationRunner healthy = new(SimulatedKong.Of("3.9.1"), world.Postgres.MigrationLogin);
        RehearsalReport? rehearsal = await world.Postgres.Backup.GetRehearsalAsync(TestContext.Current.CancellationToken);
        MigrationState repaired = await healthy.RepairAsync(new("the host lost power", rehearsal!), TestContext.Current.CancellationToken);

        halfway.Outcome.Should().Be(UpgradeOutcome.RolledBack, halfway.Describe());
        halfway.Headline.Should().Contain("Blue still works").And.Contain("Ways out, the best first");
        repaired.IsUp.Should().BeTrue();
        repaired.Pending.Should().HaveCount(5);
        await LeavesTheRecordedDatabaseAsync(world, Dumps.AfterUp342);
    }

    private async Task LeavesTheRecordedDatabaseAsync(World world, string dump)
    {
        await using KongDatabase recorded = await server.RestoreAsync(dump);
        ConfigurationFingerprint found = await ConfigurationFingerprint.ReadAsync(world.Database, default), expected = await ConfigurationFingerprint.ReadAsync(recorded, default);
        found.TablesThatDifferFrom(expected).Should().BeEmpty();
        (await server.DumpAsync(world.Database.Name, "--schema-only")).Should().Be(await server.DumpAsync(recorded.Name, "--schema-only"), "nothing of the freeze is left, and all that was made belongs to Kong's role");
        (await world.ScratchesAsync()).Should().Be(0, "no scratch copy is left");
    }

    private sealed class FailingOnce : IStagingTest
    {
        private bool hasFailed;

        public string Name => "fails once";

        public Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken)
        {
            (bool failed, hasFailed) = (hasFailed, true);
            return Task.FromResult(failed ? new StagingOutcome(StagingVerdict.Passed, "as asked") : new StagingOutcome(StagingVerdict.Failed, "as asked"));
        }
    }
}
