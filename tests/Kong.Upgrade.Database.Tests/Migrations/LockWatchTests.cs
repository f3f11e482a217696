using Kong.Upgrade.Migrations;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>The migration must not stall blue.</summary>
public class LockWatchTests(PostgresServer server)
{
    private const string Alters = "sql \"BEGIN; ALTER TABLE keyauth_credentials ADD COLUMN green_only text DEFAULT 'secret-value'; SELECT pg_sleep(600)\" || { echo \"Error: failed to run migration '021_340_to_350' up: cancelled\" >&2; exit 1; }";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Up_ThatStallsAReader_IsEndedAndNamesIt(bool isSeparate)
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        using ScriptedKong kong = ScriptedKong.Acting(Alters);
        KongCliMigrationRunner runner = (isSeparate ? migrator : database).Runner(kong.Command, o => o.LongestBlock = TimeSpan.FromMilliseconds(500));
        Task<MigrationState> up = runner.UpAsync(default);
        await Eventually.HoldsAsync(() => HoldsAsync(database, "AccessExclusiveLock"), "the table is locked");
        await using NpgsqlConnection blue = await server.OpenAsync(database.Name, "kong");
        await using NpgsqlCommand read = new("SELECT count(*) FROM keyauth_credentials WHERE key <> 'a-users-key'", blue) { CommandTimeout = 60 };
        await read.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        UpgradeServiceException failure = (await ((Func<Task>)(() => up)).Should().ThrowAsync<UpgradeServiceException>()).Which;
        failure.Message.Should().Contain("SELECT count(*) FROM keyauth_credentials WHERE key <> '…'").And.Contain("on keyauth_credentials behind process").And.Contain("waited 0.").And.NotContain("a-users-key").And.NotContain("secret-value");
        runner.LastRun!.LongestBlock.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(500)).And.BeLessThan(TimeSpan.FromSeconds(5));
        runner.LastRun.Blocked.Should().ContainSingle().Which.Should().Contain("role kong");
        (await server.ScalarAsync<long>(database.Name, "SELECT count(*) FROM information_schema.columns WHERE column_name = 'green_only'")).Should().Be(0);
    }

    [Fact]
    public async Task Up_QueuedBehindAReader_IsEndedWhenOthersQueueBehindIt()
    {
        // The reader does no harm; the ALTER that waits for it does, to every later reader (12.8 no. 6).
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        await using NpgsqlConnection dump = await server.HoldAsync(database.Name, "SELECT count(*) FROM keyauth_credentials");
        using ScriptedKong kong = ScriptedKong.Acting(Alters);
        KongCliMigrationRunner runner = migrator.Runner(kong.Command, o => o.LongestBlock = TimeSpan.FromMilliseconds(300));
        Task<MigrationState> up = runner.UpAsync(default);
        await Eventually.HoldsAsync(async () => await server.ScalarAsync<long>(database.Name, "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock' AND relation = 'keyauth_credentials'::regclass") == 1, "the ALTER waits");
        await using NpgsqlConnection blue = await server.OpenAsync(database.Name, "kong");
        await using NpgsqlCommand read = new("SELECT count(*) FROM keyauth_credentials", blue) { CommandTimeout = 60 };
        await read.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        (await ((Func<Task>)(() => up)).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*run it at a quieter time*");
    }

    [Fact]
    public async Task Up_ThatStallsNobodyForLong_GoesOn()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        using ScriptedKong kong = ScriptedKong.Acting("sql \"BEGIN; LOCK TABLE keyauth_credentials; SELECT pg_sleep(1.5); COMMIT\"\nexec \"$SIM\" \"$@\"");
        KongCliMigrationRunner runner = migrator.Runner(kong.Command);
        Task<MigrationState> up = runner.UpAsync(default);
        await Eventually.HoldsAsync(() => HoldsAsync(database, "AccessExclusiveLock"), "the table is locked");
        await using NpgsqlConnection blue = await server.OpenAsync(database.Name, "kong");
        await using NpgsqlCommand read = new("SELECT count(*) FROM keyauth_credentials", blue) { CommandTimeout = 60 };
        await read.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        (await up).Pending.Should().HaveCount(5);
        runner.LastRun!.LongestBlock.Should().BePositive().And.BeLessThan(TimeSpan.FromSeconds(5));
        runner.LastRun.Blocked.Should().BeEmpty();
    }

    [Fact]
    public async Task Up_BehindAShortLockTimeout_IsTriedUntilItGetsThrough()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        NpgsqlConnection holder = await server.HoldAsync(database.Name, "LOCK TABLE clustering_data_planes");
        using ScriptedKong kong = ScriptedKong.Acting("count ups > /dev/null\nsql \"SET lock_timeout = '50ms'; LOCK TABLE clustering_data_planes\" || exit 1\nexec \"$SIM\" \"$@\"");
        KongCliMigrationRunner runner = migrator.Runner(kong.Command, o => (o.LockPause, o.LockAttempts) = (TimeSpan.FromMilliseconds(20), 100));
        Task<MigrationState> up = runner.UpAsync(default);
        await Eventually.HoldsAsync(() => Task.FromResult(kong.Read("ups").Length > 3), "it was tried more than once");
        await holder.DisposeAsync();
        (await up).Pending.Should().HaveCount(5);
        runner.LastRun!.Attempts.Should().BeGreaterThan(2);
    }

    [Fact]
    public async Task Up_BehindAShortLockTimeoutForEver_GivesUpUnharmed()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        await using NpgsqlConnection holder = await server.HoldAsync(database.Name, "LOCK TABLE clustering_data_planes");
        using ScriptedKong kong = ScriptedKong.Acting("sql \"SET lock_timeout = '50ms'; LOCK TABLE clustering_data_planes\" || exit 1\nexec \"$SIM\" \"$@\"");
        KongCliMigrationRunner runner = migrator.Runner(kong.Command, o => (o.LockPause, o.LockAttempts) = (TimeSpan.Zero, 3));
        UpgradeServiceException failure = (await ((Func<Task>)(() => runner.UpAsync(default))).Should().ThrowAsync<UpgradeServiceException>()).Which;
        (failure.IsTransient, runner.LastRun!.Attempts).Should().Be((true, 3));
        failure.Message.Should().Contain("attempt 3").And.Contain("lock timeout").And.Contain("who holds the lock");
    }

    [Fact]
    public async Task Up_BehindAShortLockTimeoutWithSomethingPending_IsNotRepeated()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        KongCliMigrationRunner runner = migrator.Runner(SimulatedKong.Of("3.9.1", ("SIMULATED_KONG_FAIL_AT", "ai-proxy/001_360_to_370"), ("SIMULATED_KONG_FAIL_MESSAGE", "ERROR: canceling statement due to lock timeout")));
        MigrationIncompleteException failure = (await ((Func<Task>)(() => runner.UpAsync(default))).Should().ThrowAsync<MigrationIncompleteException>()).Which;
        (failure.Failed, failure.WaysOut.Count, runner.LastRun!.Attempts).Should().Be((new Migration("ai-proxy", "001_360_to_370"), 3, 1));
    }

    private async Task<bool> HoldsAsync(KongDatabase database, string mode) =>
        await server.ScalarAsync<long>(database.Name, $"SELECT count(*) FROM pg_locks WHERE granted AND mode = '{mode}' AND relation = 'keyauth_credentials'::regclass") == 1;
}
