using Kong.Upgrade.Migrations;
using Kong.Upgrade.Rehearsals;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>Repairs that must not be done; those that must are in <see cref="CrashTests"/>.</summary>
public class RepairTests(PostgresServer server)
{
    [Fact]
    public async Task Repair_OfACompleteUp_ChangesNothing()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        RehearsalReport rehearsal = await server.RehearseAsync(Dumps.Before342);
        KongCliMigrationRunner runner = database.Runner(SimulatedKong.Of("3.9.1"));
        await runner.UpAsync(default);
        (await runner.RepairAsync(new("a test", rehearsal), default)).ShouldBe(rehearsal.AfterUp);
        runner.LastRun!.Command.Should().BeNull();
    }

    [Fact]
    public async Task Repair_WithANamePendingThatIsNotThisUpgrades_IsRefused()
    {
        await using KongDatabase database = await HalfDoneAsync();
        RehearsalReport rehearsal = await server.RehearseAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, "UPDATE schema_meta SET pending = ARRAY['001_280_to_300'], executed = '{}' WHERE subsystem = 'http-log'");
        (await Refusal(database, rehearsal)).Should().Contain("not this upgrade's: http-log/001_280_to_300");
        (await server.ScalarAsync<string[]>(database.Name, "SELECT pending FROM schema_meta WHERE subsystem = 'acme'")).Should().Equal("003_350_to_360");
    }

    [Fact]
    public async Task Repair_WithTheRehearsalOfAnotherDatabase_IsRefused()
    {
        await using KongDatabase database = await HalfDoneAsync();
        (await Refusal(database, await server.RehearseAsync(Dumps.Before390))).Should().Contain("know").And.Contain("nothing was changed");
    }

    [Fact]
    public async Task Repair_WhileSomebodyElseMigrates_IsRefused()
    {
        // The database moves between the look and the transaction.
        await using KongDatabase database = await HalfDoneAsync();
        RehearsalReport rehearsal = await server.RehearseAsync(Dumps.Before342);
        await using Npgsql.NpgsqlConnection other = await server.HoldAsync(database.Name, "UPDATE schema_meta SET pending = pending || ARRAY['999'] WHERE subsystem = 'acme'");
        Task<string> refusal = Refusal(database, rehearsal);
        await Eventually.HoldsAsync(async () => await server.ScalarAsync<long>(database.Name, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'") > 0, "the repair waits for the other one");
        await using (Npgsql.NpgsqlCommand commit = new("COMMIT", other)) await commit.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        (await refusal).Should().Contain("a moment later").And.Contain("nothing was changed");
        (await server.ScalarAsync<string[]>(database.Name, "SELECT pending FROM schema_meta WHERE subsystem = 'acme'")).Should().Equal("003_350_to_360", "999");
    }

    [Fact]
    public void Consent_WithoutReason_IsNone() => ((Action)(() => _ = new RepairConsent("", null!))).Should().Throw<ArgumentException>();

    private async Task<KongDatabase> HalfDoneAsync()
    {
        KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        Func<Task> up = () => database.Runner(SimulatedKong.Of("3.9.1", ("SIMULATED_KONG_FAIL_AT", "ai-proxy/001_360_to_370"))).UpAsync(default);
        await up.Should().ThrowAsync<MigrationIncompleteException>();
        return database;
    }

    private static async Task<string> Refusal(KongDatabase database, RehearsalReport rehearsal)
    {
        Func<Task> repair = () => database.Runner(SimulatedKong.Of("3.9.1")).RepairAsync(new("a test", rehearsal), default);
        return (await repair.Should().ThrowAsync<UpgradeServiceException>()).Which.Message;
    }
}
