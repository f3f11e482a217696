using Kong.Upgrade.Migrations;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>Our own lock, and Kong's.</summary>
public class RunLockTests(PostgresServer server)
{
    [Fact]
    public async Task Up_WhileAnotherRuns_NamesIt()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using (RunLock other = await RunLock.TakeAsync(database, "kong-upgrade 3.8.1 up 123", default))
        {
            KongCliMigrationRunner runner = database.Runner(SimulatedKong.Of("3.9.1"));
            UpgradeServiceException refusal = (await ((Func<Task>)(() => runner.UpAsync(default))).Should().ThrowAsync<UpgradeServiceException>()).Which;
            int process = await other.Session.ScalarAsync<int>("SELECT pg_backend_pid()", default);
            refusal.Message.Should().Contain($"process {process}, role kong, application 'kong-upgrade 3.8.1 up 123', since 2");
            refusal.IsTransient.Should().BeTrue();
            runner.LastRun!.Attempts.Should().Be(0);
        }
        (await database.Runner(SimulatedKong.Of("3.9.1")).UpAsync(default)).Pending.Should().HaveCount(5);
    }

    [Fact]
    public async Task Lock_OfAPooledSession_IsGivenBackByName()
    {
        await using KongDatabase plain = await server.RestoreAsync(Dumps.Before342);
        await using KongDatabase pooled = new(new NpgsqlConnectionStringBuilder(server.ConnectionString(plain.Name, "kong")) { Pooling = true }.ConnectionString);
        await (await RunLock.TakeAsync(pooled, "first", default)).DisposeAsync();
        await (await RunLock.TakeAsync(plain, "second", default)).DisposeAsync();
    }

    [Fact]
    public async Task Key_OfAnotherSchema_IsAnother()
    {
        await using KongDatabase one = new("Host=h;Database=kong;Username=a"), same = new("Host=h;Database=kong;Username=b"), other = new("Host=h;Database=kong;Username=a", "other");
        RunLock.Key(one).Should().Be(RunLock.Key(same)).And.NotBe(RunLock.Key(other));
    }

    [Fact]
    public async Task Up_WhoseLockIsLost_EndsAndSaysSo()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        KongCliMigrationRunner runner = migrator.Runner(SimulatedKong.Of("3.9.1", ("SIMULATED_KONG_WAIT_AT", "acme/003_350_to_360")));
        Task<MigrationState> up = runner.UpAsync(default);
        await Eventually.HoldsAsync(async () => await server.ScalarAsync<bool>(database.Name, "SELECT '024_380_to_390' = ANY(executed) FROM schema_meta WHERE subsystem = 'core'"), "core is migrated");
        await server.ExecuteAsync(database.Name, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}' AND application_name LIKE 'kong-upgrade 3.9.1 up %'");
        MigrationIncompleteException failure = (await ((Func<Task>)(() => up)).Should().ThrowAsync<MigrationIncompleteException>()).Which;
        failure.Message.Should().MatchRegex("Holding the migration's lock failed|session that held the migration's lock");
        (failure.State.New.Count, runner.LastRun!.ExitCode).Should().Be((5, null));
        (await server.SessionsAsync(database)).Should().Be(0);
        (await server.LocksAsync(database)).Should().Be(0);
    }

    [Fact]
    public async Task Up_BehindKongsLock_WaitsUntilItExpires()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.HoldKongLockAsync(database, "2 seconds");
        LogLines log = new();
        (await new KongCliMigrationRunner(SimulatedKong.Of("3.9.1"), database, loggers: log).UpAsync(default)).Pending.Should().HaveCount(5);
        log.Lines.Should().ContainSingle(l => l.Contains("held by node 11111111", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Up_BehindKongsLockForTooLong_RefusesAndLeavesIt()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.HoldKongLockAsync(database, "1 hour");
        Func<Task> up = () => database.Runner(SimulatedKong.Of("3.9.1"), o => o.ForeignLockPatience = TimeSpan.FromMilliseconds(300)).UpAsync(default);
        (await up.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*held by node 11111111-1111-1111-1111-111111111111 for another 3??? s*");
        (await server.LocksAsync(database)).Should().Be(1);
    }

    [Fact]
    public async Task Up_WithALockThatComesInBetween_FailsAndLeavesIt()
    {
        // Somebody starts 'kong migrations' by hand between our look and our command: Kong then does nothing and exits 0 (11.3).
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        using ScriptedKong kong = ScriptedKong.Acting(
            $"sql \"INSERT INTO locks VALUES ('migrations', 'stranger', clock_timestamp() + interval '300 seconds')\"\nplay '{ScriptedKong.Recorded("3.4.2-to-3.9.1/s2-up-killed/up-after-kill")}'");
        UpgradeServiceException failure = (await ((Func<Task>)(() => database.Runner(kong.Command).UpAsync(default))).Should().ThrowAsync<UpgradeServiceException>()).Which;
        (failure.IsTransient, failure.Message.Contains("aborted: another node", StringComparison.Ordinal)).Should().Be((true, true));
        (await server.ScalarAsync<string>(database.Name, "SELECT owner FROM locks")).Should().Be("stranger");
    }

    [Fact]
    public async Task Up_OnAHostWhoseClockIsBehind_MakesUpForIt()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        LogLines log = new();
        KongCliMigrationRunner runner = new(SimulatedKong.Of("3.9.1"), database, time: new ShiftedTime(TimeSpan.FromMinutes(-10)), loggers: log);
        await runner.UpAsync(default);
        runner.LastRun!.ClockSkew.Should().BeCloseTo(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(2));
        runner.LastRun.Command.Should().MatchRegex("--lock-timeout 90[012]");
        log.Lines.Should().ContainSingle(l => l.Contains("ahead of this host's", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Up_WithALongTransactionOpen_WarnsOfIt()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using NpgsqlConnection reader = await server.HoldAsync(database.Name, "SELECT 'secret-value' FROM routes", user: "kong");
        KongCliMigrationRunner runner = database.Runner(SimulatedKong.Of("3.9.1"), o => o.LongTransaction = TimeSpan.FromTicks(1));
        await runner.UpAsync(default);
        runner.LastRun!.LongTransactions.Should().ContainSingle(t => t.Contains(": SELECT '…' FROM routes", StringComparison.Ordinal) && t.Contains("role kong", StringComparison.Ordinal));
    }

    private sealed class ShiftedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
