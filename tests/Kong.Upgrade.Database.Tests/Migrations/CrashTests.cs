using Kong.Upgrade.Migrations;
using Kong.Upgrade.Rehearsals;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>Runs that die, are cancelled, or lose their server in the middle.</summary>
public class CrashTests(PostgresServer server)
{
    private static readonly string[] inOrder =
    [
        "core/021_340_to_350", "core/022_350_to_360", "core/023_360_to_370", "core/024_380_to_390", "acme/003_350_to_360", "ai-proxy/001_360_to_370",
        "opentelemetry/001_331_to_332", "rate-limiting/006_350_to_360", "response-ratelimiting/001_350_to_360",
    ];

    public static TheoryData<string, int> EveryMigration => new(inOrder.Select((name, index) => (name, index)));

    [Theory, MemberData(nameof(EveryMigration))]
    public async Task Up_KilledAtAnyMigration_IsRepairedToTheRehearsedResult(string at, int done)
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        RehearsalReport rehearsal = await server.RehearseAsync(Dumps.Before342);
        KongCliMigrationRunner dying = migrator.Runner(SimulatedKong.Of("3.9.1", ("SIMULATED_KONG_DIE_AT", at)));
        KongUpgradeException failure = (await ((Func<Task>)(() => dying.UpAsync(default))).Should().ThrowAsync<KongUpgradeException>()).Which;
        MigrationRunEvidence evidence = dying.LastRun!;
        (evidence.After!.New.Count, evidence.RemovedLock is not null, await server.LocksAsync(database), await server.SessionsAsync(database)).Should().Be((9 - done, true, 0, 0));
        (failure is MigrationIncompleteException).Should().Be(done > 0);
        if (failure is MigrationIncompleteException incomplete) (incomplete.BlueWorks, incomplete.WaysOut.Count).Should().Be((true, done > 4 ? 3 : 1));
        KongCliMigrationRunner next = migrator.Runner(SimulatedKong.Of("3.9.1"));
        if (done > 4) (await ((Func<Task>)(() => next.UpAsync(default))).Should().ThrowAsync<MigrationIncompleteException>()).WithMessage("*earlier 'up' did only a part*RepairAsync*");
        (await next.RepairAsync(new("a test", rehearsal), default)).ShouldBe(rehearsal.AfterUp);
        await using KongDatabase uninterrupted = await server.RestoreAsync(Dumps.Before342);
        await uninterrupted.Runner(SimulatedKong.Of("3.9.1")).UpAsync(default);
        (await PluginsAndMeta(database)).Should().Be(await PluginsAndMeta(uninterrupted));
    }

    [Theory]
    [InlineData("acme/003_350_to_360")]
    [InlineData("rate-limiting/006_350_to_360")]
    public async Task Finish_KilledInTheMiddle_IsRunAgain(string at)
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342), migrator = await server.AsMigratorAsync(database);
        Func<Task> finish = () => migrator.Runner(SimulatedKong.Of("3.9.1", ("SIMULATED_KONG_DIE_AT", at))).FinishAsync(MigrationLab.Permit, default);
        MigrationIncompleteException failure = (await finish.Should().ThrowAsync<MigrationIncompleteException>()).Which;
        (failure.BlueWorks, failure.State.IsFinished).Should().Be((false, false));
        failure.Message.Should().Contain("run 'finish' again").And.Contain("Blue is not to be relied upon");
        (await migrator.Runner(SimulatedKong.Of("3.9.1")).FinishAsync(MigrationLab.Permit, default)).IsFinished.Should().BeTrue();
    }

    [Fact]
    public async Task Up_Cancelled_EndsASurvivorAndItsSession()
    {
        // As real Kong: the work is done below several layers, and a killed client leaves its statement waiting in the server (11.9, 12.8).
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        await using NpgsqlConnection holder = await server.HoldAsync(database.Name, "LOCK TABLE plugins IN ACCESS EXCLUSIVE MODE");
        using ScriptedKong kong = ScriptedKong.Acting(
            """
            trap '' TERM
            sql "INSERT INTO locks VALUES ('migrations', 'ours', clock_timestamp() + interval '300 seconds')"
            (trap '' TERM; sql "UPDATE plugins SET config = config || '{\"damage\": 1}'") &
            echo $! > "$HERE/survivor"
            wait
            """);
        using CancellationTokenSource stop = new();
        KongCliMigrationRunner runner = migrator.Runner(kong.Command);
        Task<MigrationState> up = runner.UpAsync(stop.Token);
        await Eventually.HoldsAsync(async () => await server.ScalarAsync<long>(database.Name, $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database.Name}' AND wait_event_type = 'Lock'") == 1, "the survivor waits");
        await stop.CancelAsync();
        await ((Func<Task>)(() => up)).Should().ThrowAsync<OperationCanceledException>();
        MigrationLab.IsRunning(kong.Read("survivor")).Should().BeFalse();
        (await server.SessionsAsync(database), await server.LocksAsync(database), runner.LastRun!.RemovedLock).Should().Be((0, 0, "ours"));
        await holder.DisposeAsync();
        (await server.ScalarAsync<long>(database.Name, "SELECT count(*) FROM plugins WHERE config ? 'damage'")).Should().Be(0);
        (await migrator.Runner(SimulatedKong.Of("3.9.1")).UpAsync(default)).Pending.Should().HaveCount(5);
    }

    [Fact]
    public async Task Up_WhoseOuterLayerIsKilled_IsNotOverBeforeTheInnerOneIs()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        using ScriptedKong kong = ScriptedKong.Acting("(sql \"SELECT pg_sleep(600)\") < /dev/null > /dev/null 2>&1 &\necho $! > \"$HERE/survivor\"\nkill -9 $$");
        await ((Func<Task>)(() => migrator.Runner(kong.Command).UpAsync(default))).Should().ThrowAsync<UpgradeServiceException>();
        MigrationLab.IsRunning(kong.Read("survivor")).Should().BeFalse();
        (await server.SessionsAsync(database)).Should().Be(0);
    }

    [Fact]
    public async Task Up_AfterAnEarlierProcessDied_EndsWhatItLeft()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        await using NpgsqlConnection left = new(new NpgsqlConnectionStringBuilder(server.ConnectionString(database.Name, MigrationLab.Migrator)) { ApplicationName = "kong" }.ConnectionString);
        await left.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlConnection node = new(new NpgsqlConnectionStringBuilder(server.ConnectionString(database.Name, "kong")) { ApplicationName = "kong" }.ConnectionString);
        await node.OpenAsync(TestContext.Current.CancellationToken);
        KongCliMigrationRunner runner = migrator.Runner(SimulatedKong.Of("3.9.1"));
        await runner.UpAsync(default);
        runner.LastRun!.EndedSessions.Should().Be(1);
        (await server.SessionsAsync(database)).Should().Be(1, "a node's session is nobody's business");
    }

    [Fact]
    public async Task Up_AsTheRoleOfTheNodes_EndsNoSessionAndReportsTheOneThatRemains()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using NpgsqlConnection holder = await server.HoldAsync(database.Name, "LOCK TABLE plugins IN ACCESS EXCLUSIVE MODE");
        using ScriptedKong kong = ScriptedKong.Acting("(sql \"UPDATE plugins SET enabled = enabled WHERE name = 'secret-value'\") < /dev/null > /dev/null 2>&1 &\nuntil [ \"$(sql \"SELECT count(*) FROM pg_locks WHERE NOT granted\")\" != 0 ]; do :; done\nkill -9 $$");
        Func<Task> up = () => database.Runner(kong.Command, o => o.SessionPatience = TimeSpan.FromSeconds(1)).UpAsync(default);
        (await up.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*still at work*role of its own*UPDATE plugins SET enabled = enabled WHERE name = '…'*");
        await holder.DisposeAsync();
    }

    [Fact]
    public async Task Up_WhoseServerRestarts_IsSeenThroughToAState()
    {
        server.SkipIfAbsent();
        await using PostgresServer own = new();
        await own.InitializeAsync();
        await using KongDatabase database = await own.RestoreAsync(Dumps.Before342), migrator = await own.AsMigratorAsync(database);
        KongCliMigrationRunner runner = migrator.Runner(SimulatedKong.Of("3.9.1", ("SIMULATED_KONG_WAIT_AT", "ai-proxy/001_360_to_370")));
        Task<MigrationState> up = runner.UpAsync(default);
        await Eventually.HoldsAsync(async () => await own.ScalarAsync<bool>(database.Name, "SELECT '003_350_to_360' = ANY(pending) FROM schema_meta WHERE subsystem = 'acme'"), "acme is migrated");
        await own.StopAsync();
        await own.StartAsync();
        MigrationIncompleteException failure = (await ((Func<Task>)(() => up)).Should().ThrowAsync<MigrationIncompleteException>()).Which;
        (failure.State.Pending.Count, failure.State.New.Count, failure.WaysOut.Count).Should().Be((1, 4, 3));
        (await own.LocksAsync(database)).Should().Be(0);
    }

    private Task<string?> PluginsAndMeta(KongDatabase database) => server.ScalarAsync<string>(
        database.Name,
        "SELECT md5((SELECT string_agg(p::text, '|' ORDER BY id) FROM plugins p) || (SELECT string_agg(m::text, '|' ORDER BY subsystem) FROM schema_meta m))");
}
