using System.Diagnostics;
using Kong.Upgrade.Simulation.Tests.Database;

namespace Kong.Upgrade.Simulation.Tests.Migrations;

/// <summary>What stands in the way of migrations on Kong's real tables, and what is left then (kong-facts 12.2, 12.8).</summary>
public sealed class RealDatabaseTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string BlockedColumn = "SELECT count(*) FROM information_schema.columns WHERE table_name = 'clustering_data_planes' AND column_name = 'labels'";
    private const string BeforeUp = "acme 002_320_to_330 -, core 020_330_to_340 {}, rate-limiting 005_320_to_330 -";
    private const string CoreIsDone = "acme 002_320_to_330 -, core 024_380_to_390 {}, rate-limiting 005_320_to_330 -";

    [Fact]
    public async Task Up_BlockedLongerThanTheTimeout_LeavesTheBackendThatStillCarriesItOut()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await using (await blue.LockAsync("clustering_data_planes"))
        {
            using Process up = blue.Start("3.9.1", "migrations up --db-timeout 0.5");
            (int exitCode, _, string stderr) = await blue.EndAsync(up);

            exitCode.Should().Be(1);
            stderr.Should().Contain("failed to run migration '021_340_to_350' up: receive_message: failed to get type: timeout");
            (await blue.WaitingAsync()).Should().Be(1, "the backend does not notice that its client is gone");
            (await blue.AskAsync("SELECT count(*) FROM locks")).Should().Be("0");
        }

        await Eventually.TrueAsync(async () => await blue.AskAsync(BlockedColumn) == "1");
        (await blue.RecordedMigrationsAsync()).Should().Be(BeforeUp, "the work is done, and nothing says so");
        (await blue.RunAsync("3.9.1", "migrations up")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Up_KilledWithConnectionsChecked_LeavesNoBackend()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await blue.ExecuteAsync($"ALTER DATABASE {blue.Database} SET client_connection_check_interval = '50ms'");
        await using PostgresServer.Session holder = await blue.LockAsync("plugins");
        using Process up = blue.Start("3.9.1", "migrations up --db-timeout 60");
        await Eventually.TrueAsync(async () => await blue.WaitingAsync() == 1);

        up.Kill();

        await Eventually.TrueAsync(async () => await blue.WaitingAsync() == 0);
        await holder.DisposeAsync();
        (await blue.RecordedMigrationsAsync()).Should().Be(CoreIsDone);
        (await blue.AskAsync("SELECT count(*) FROM locks")).Should().Be("1", "a killed process releases nothing");
    }

    [Fact]
    public async Task Up_LockTimeoutOfTheDatabase_FailsWithItsText()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await blue.ExecuteAsync($"ALTER DATABASE {blue.Database} SET lock_timeout = '100ms'");
        await using PostgresServer.Session holder = await blue.LockAsync("clustering_data_planes");

        (int exitCode, _, string stderr) = await blue.RunAsync("3.9.1", "migrations up");

        exitCode.Should().Be(1);
        stderr.Should().Contain("failed to run migration '021_340_to_350' up: ERROR: canceling statement due to lock timeout\n");
        (await blue.WaitingAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Up_UnderAFreeze_StopsAtTheFirstUpdateOfPluginsAndGoesOnAfterwards()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await FreezeAsync(blue);

        (int exitCode, _, string stderr) = await blue.RunAsync("3.9.1", "migrations up");

        exitCode.Should().Be(1);
        stderr.Should().Contain("failed to run migration '003_350_to_360' up: ERROR: kong-bluegreen freeze: UPDATE on plugins refused\n");
        (await blue.RecordedMigrationsAsync()).Should().Be(CoreIsDone);
        await blue.ExecuteAsync("ALTER TABLE plugins DISABLE TRIGGER frozen");
        (await blue.RunAsync("3.9.1", "migrations up")).Out.Should().Contain("5 migrations processed\n5 pending\n");
        await blue.ExecuteAsync("ALTER TABLE plugins ENABLE TRIGGER frozen");
        (await blue.RunAsync("3.9.1", "migrations finish")).Err
            .Should().Contain("failed to run migration '003_350_to_360' teardown: ERROR: kong-bluegreen freeze: UPDATE on plugins refused\n");
    }

    [Fact]
    public async Task Up_ServerRestartsMeanwhile_FailsAndLeavesTheLockRow()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await using PostgresServer.Session holder = await blue.LockAsync("plugins");
        Task<(int ExitCode, string Out, string Err)> up = blue.RunAsync("3.9.1", "migrations up --db-timeout 60");
        await Eventually.TrueAsync(async () => await blue.WaitingAsync() == 1);

        await server.RestartAsync();

        (int exitCode, _, string stderr) = await up;
        exitCode.Should().Be(1);
        stderr.Should().Contain("failed to run migration '003_350_to_360' up: FATAL: terminating connection due to administrator command");
        (await blue.RecordedMigrationsAsync()).Should().Be(CoreIsDone);
        (await blue.AskAsync("SELECT count(*) FROM locks")).Should().Be("1");
    }

    [Fact]
    public async Task Up_OnKongsTables_LocksWorksAndUnlocksOnThreeBackends()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await blue.ExecuteAsync(
            """
            CREATE TABLE seen (n serial, what text, pid int, zone text, program text);
            CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO seen (what, pid, zone, program) VALUES
                    (TG_OP || ' ' || TG_TABLE_NAME, pg_backend_pid(), current_setting('TimeZone'), current_setting('application_name'));
                RETURN NULL;
            END $$;
            CREATE TRIGGER see AFTER INSERT OR DELETE ON locks FOR EACH ROW EXECUTE FUNCTION see();
            CREATE TRIGGER see AFTER INSERT OR UPDATE ON schema_meta FOR EACH ROW EXECUTE FUNCTION see();
            CREATE TRIGGER see AFTER UPDATE ON plugins FOR EACH STATEMENT EXECUTE FUNCTION see();
            """);

        (await blue.RunAsync("3.9.1", "migrations up")).ExitCode.Should().Be(0);

        (await blue.AskAsync("SELECT count(DISTINCT pid) FROM seen")).Should().Be("3");
        (await blue.AskAsync("SELECT count(DISTINCT pid) FROM seen WHERE what NOT LIKE '%locks'")).Should().Be("1");
        (await blue.AskAsync("SELECT string_agg(DISTINCT zone || ' ' || program, ',') FROM seen")).Should().Be("UTC kong");
        (await blue.AskAsync("SELECT count(*) FROM seen WHERE what = 'UPDATE plugins'")).Should().Be("3", "acme's UPDATE is issued without any row of acme");
    }

    [Fact]
    public async Task Up_InAnotherSchema_MigratesThere()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await blue.ExecuteAsync("ALTER SCHEMA public RENAME TO \"Gate way\"");
        blue.Settings["pg_schema"] = "Gate way";

        (await blue.RunAsync("3.9.1", "migrations up")).ExitCode.Should().Be(0);

        (await blue.AskAsync("SELECT table_schema FROM information_schema.tables WHERE table_name = 'clustering_sync_delta'")).Should().Be("Gate way");
    }

    [Fact]
    public async Task Up_KilledBetweenWorkAndRecord_RunsThatMigrationAgain()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        using Process up = blue.Start("3.9.1", "migrations up --lock-timeout 1", ("SIMULATED_KONG_DIE_BEFORE_RECORD", "core/021_340_to_350"));
        (await blue.EndAsync(up)).ExitCode.Should().Be(137);
        (await blue.AskAsync(BlockedColumn)).Should().Be("1");
        (await blue.RecordedMigrationsAsync()).Should().Be(BeforeUp);
        await blue.ExecuteAsync("DELETE FROM locks");

        (await blue.RunAsync("3.9.1", "migrations up")).Out.Should().Contain("9 migrations processed\n");
    }

    [Fact]
    public async Task Up_KilledAtAMigration_HasDoneTheEarlierOnesOnly()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        using Process up = blue.Start("3.9.1", "migrations up", ("SIMULATED_KONG_DIE_AT", "rate-limiting/006_350_to_360"));

        (await blue.EndAsync(up)).ExitCode.Should().Be(137);

        (await blue.RecordedMigrationsAsync()).Should().Be(
            "acme 002_320_to_330 {003_350_to_360}, ai-proxy - {001_360_to_370}, core 024_380_to_390 {}, rate-limiting 005_320_to_330 -");
        (await blue.AskAsync("SELECT count(*) FROM plugins WHERE config ? 'redis'")).Should().Be("0");
        (await blue.AskAsync("SELECT count(*) FROM locks")).Should().Be("1");
    }

    [Fact]
    public async Task Up_OnlyTheOuterLayerKilled_IsCompletedByTheInnerOne()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        await using PostgresServer.Session holder = await blue.LockAsync("plugins");
        using Process outer = blue.Start("3.9.1", "migrations up --db-timeout 60", ("SIMULATED_KONG_LAYERS", "1"));
        await Eventually.TrueAsync(async () => await blue.WaitingAsync() == 1);

        outer.Kill(entireProcessTree: false);
        await outer.WaitForExitAsync(TestContext.Current.CancellationToken);
        await holder.DisposeAsync();

        await Eventually.TrueAsync(async () => await blue.AskAsync("SELECT count(*) FROM schema_meta WHERE pending <> '{}'") == "5");
        await Eventually.TrueAsync(async () => await blue.AskAsync("SELECT count(*) FROM locks") == "0");
    }

    [Fact]
    public async Task Up_LayersLeftAlone_SayAndExitAsWithout()
    {
        using Blue blue = await Blue.RestoreAsync(server);
        using Process up = blue.Start("3.9.1", "migrations up", ("SIMULATED_KONG_LAYERS", "1"));

        (int exitCode, string stdout, string stderr) = await blue.EndAsync(up);

        (exitCode, stderr).Should().Be((0, ""));
        stdout.Should().Contain("9 migrations processed\n4 executed\n5 pending\n");
        using Process again = blue.Start("3.9.1", "migrations up", ("SIMULATED_KONG_LAYERS", "1"));
        (await blue.EndAsync(again)).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Up_AMigrationWithoutSql_IsAnErrorThatSaysSo()
    {
        using Blue blue = await Blue.RestoreAsync(server);

        (int exitCode, _, string stderr) = await blue.RunAsync("3.6.0", "migrations up");

        exitCode.Should().Be(1);
        stderr.Should().Contain("failed to run migration '003_350_to_360' up: the simulation has no SQL for acme/003_350_to_360");
        (await blue.RecordedMigrationsAsync()).Should().Be("acme 002_320_to_330 -, core 022_350_to_360 {}, rate-limiting 005_320_to_330 -");
    }

    private static Task FreezeAsync(Blue blue) => blue.ExecuteAsync(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION 'kong-bluegreen freeze: % on % refused', TG_OP, TG_TABLE_NAME;
        END $$;
        CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON plugins FOR EACH STATEMENT EXECUTE FUNCTION refuse();
        """);
}
