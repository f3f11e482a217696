using System.Collections.Concurrent;
using System.Diagnostics;
using Kong.Upgrade.Fingerprints;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Freeze;

public class FreezeUnderLoadTests(PostgresServer server)
{
    private const string Insert = "INSERT INTO consumers (id, username) VALUES (gen_random_uuid(), gen_random_uuid()::text)";

    /// <summary>All ways to write, on many tables; each would be accepted if nothing were frozen.</summary>
    private static readonly string[] configurationWrites =
    [
        Insert,
        "INSERT INTO services (id, name, ws_id) VALUES ('00000000-0000-0000-0000-00000000000a', 'hammered', NULL) ON CONFLICT (id) DO UPDATE SET name = 'hammered-' || random()",
        "UPDATE workspaces SET comment = random()::text",
        "UPDATE plugins SET enabled = NOT enabled",
        "DELETE FROM consumers WHERE custom_id IS NULL AND username LIKE '%-%'",
        "BEGIN; INSERT INTO upstreams (id, name) VALUES (gen_random_uuid(), gen_random_uuid()::text); DELETE FROM upstreams WHERE name LIKE '%-%'; COMMIT",
        "TRUNCATE basicauth_credentials",
        "UPDATE parameters SET value = value || 'x'",
        "UPDATE keyauth_credentials SET key = gen_random_uuid()::text",
        "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM routes; UPDATE snis SET name = name; UPDATE routes SET regex_priority = regex_priority + 1; COMMIT",
    ];

    /// <summary>What nodes write while they serve (kong-facts 12.1 no. 5; recordings 3.9.1/runtime-writes).</summary>
    private static readonly string[] runTimeWrites =
    [
        "INSERT INTO ratelimiting_metrics (identifier, period, period_date, service_id, route_id, value) VALUES ('i', 'minute', '2026-01-01', '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 1) ON CONFLICT (identifier, period, period_date, service_id, route_id) DO UPDATE SET value = ratelimiting_metrics.value + 1",
        "INSERT INTO sessions (id, session_id, expires, data, ttl) VALUES (gen_random_uuid(), gen_random_uuid()::text, 1, 'd', now() + interval '1 hour')",
        "INSERT INTO cluster_events (id, node_id, at, expire_at, channel, data) VALUES (gen_random_uuid(), gen_random_uuid(), now(), now() + interval '1 hour', 'invalidations', 'x')",
        "INSERT INTO oauth2_tokens (id, access_token, credential_id) SELECT gen_random_uuid(), gen_random_uuid()::text, (SELECT id FROM oauth2_credentials LIMIT 1)",
        "INSERT INTO locks VALUES ('other', 'x', now()) ON CONFLICT (key) DO UPDATE SET ttl = now()",
        "DELETE FROM sessions WHERE ttl < now()",
    ];

    [Fact]
    public async Task Hammering_NothingPassesWhileFrozenAndRunTimeIsNotDisturbed()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        PostgresWriteFreeze freeze = new(database);
        using CancellationTokenSource stop = new();
        bool isFrozen = false;
        ConcurrentBag<string> passed = [], runTimeErrors = [];
        int accepted = 0, refused = 0;
        long longest = 0;
        Task[] writers =
        [
            .. Enumerable.Range(0, 3).Select(seed => HammerAsync(database, configurationWrites, seed, (sql, frozenAtStart, error, _) =>
            {
                if (error is null && frozenAtStart && Volatile.Read(ref isFrozen)) passed.Add(sql);
                Interlocked.Increment(ref error is null ? ref accepted : ref refused);
            }, () => Volatile.Read(ref isFrozen), stop.Token)),
            .. Enumerable.Range(0, 2).Select(seed => HammerAsync(database, runTimeWrites, seed, (sql, _, error, took) =>
            {
                if (error is not null) runTimeErrors.Add($"{sql}: {error}");
                InterlockedMax(ref longest, took.Ticks);
            }, () => false, stop.Token)),
        ];
        for (int round = 0; round < 3; round++)
        {
            await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref accepted) > 20 * (round + 1)), "writes are accepted while nothing is frozen");
            await freeze.FreezeAsync(Freezing.Run(), default);
            Volatile.Write(ref isFrozen, true);
            string? at = (await freeze.CheckAsync(default)).ConfigurationFingerprint;
            int before = Volatile.Read(ref refused);
            await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref refused) > before + 100), "writes are refused while frozen");
            (await freeze.CheckAsync(default)).Should().BeEquivalentTo(new { Standing = FreezeStanding.Frozen, ConfigurationFingerprint = at });
            Volatile.Write(ref isFrozen, false);
            int had = Volatile.Read(ref accepted);
            await freeze.ThawAsync(default);
            await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref accepted) > had), "writes are accepted after thawing");
        }
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        passed.Should().BeEmpty();
        runTimeErrors.Should().BeEmpty();
        TimeSpan.FromTicks(longest).Should().BeLessThan(TimeSpan.FromSeconds(4), "less than any wait for a barrier");
    }

    [Fact]
    public async Task Freeze_TransactionOlderThanTheFreeze_IsRefusedToo()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        PostgresWriteFreeze freeze = new(database, new() { CleanUpAttempts = 0 });
        // An earlier freeze left a row that says thawed: a snapshot from that time must not see it.
        await freeze.FreezeAsync(Freezing.Run(), default);
        await freeze.ThawAsync(default);
        await using NpgsqlConnection old = await server.HoldAsync(database.Name, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM locks", "kong");
        await freeze.FreezeAsync(Freezing.Run(), default);
        await using NpgsqlCommand write = new(Insert, old);
        (await FluentActions.Awaiting(() => write.ExecuteNonQueryAsync()).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("KU001");
    }

    [Fact]
    public async Task Freeze_WriteUnderWay_IsWaitedForAndInTheFingerprint()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        string before = (await ConfigurationFingerprint.ReadAsync(database, default)).Value;
        PostgresWriteFreeze freeze = new(database, new() { BarrierTimeout = TimeSpan.FromSeconds(20) });
        await using NpgsqlConnection writer = await server.HoldAsync(database.Name, Insert, "kong");
        Task<FreezeProof> freezing = freeze.FreezeAsync(Freezing.Run(), default);
        await Eventually.HoldsAsync(() => IsWaitingAsync(database), "the freeze waits for the writer");
        freezing.IsCompleted.Should().BeFalse();
        await using (NpgsqlCommand commit = new("COMMIT", writer)) await commit.ExecuteNonQueryAsync();
        await freezing;
        (await freeze.CheckAsync(default)).ConfigurationFingerprint.Should().NotBe(before);
    }

    [Fact]
    public async Task Freeze_WriterThatDoesNotEnd_IsNamedWithoutItsValues()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        using LogLines log = new();
        PostgresWriteFreeze freeze = new(database, new() { BarrierTimeout = TimeSpan.FromMilliseconds(200), BarrierAttempts = 2 }, null, log);
        await using NpgsqlConnection writer = await server.HoldAsync(database.Name, "UPDATE consumers SET custom_id = 'a-secret' WHERE ctid = (SELECT min(ctid) FROM consumers)", "kong");
        UpgradeServiceException refused = (await FluentActions.Awaiting(() => freeze.FreezeAsync(Freezing.Run(), default)).Should().ThrowAsync<UpgradeServiceException>()).Which;
        refused.Message.Should().ContainAll($"pid {writer.ProcessID} of kong holds consumers", "UPDATE consumers SET custom_id = ?", "pg_terminate_backend").And.NotContain("a-secret");
        refused.IsTransient.Should().BeTrue();
        log.Text.Should().Contain("3341: Freezing, attempt 1 of 2").And.NotContain("a-secret");
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Thawed);
        (await server.ScalarAsync<long>(database.Name, "SELECT count(*) FROM pg_namespace WHERE nspname = 'kong_upgrade'")).Should().Be(0);
    }

    [Fact]
    public async Task Reader_InALongTransaction_NeitherBlocksFreezingNorIsStalledByThawing()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        using LogLines log = new();
        PostgresWriteFreeze freeze = new(database, new() { BarrierTimeout = TimeSpan.FromSeconds(1), BarrierAttempts = 1, CleanUpAttempts = 3 }, null, log);
        NpgsqlConnection reader = await server.HoldAsync(database.Name, "SELECT count(*) FROM routes; SELECT count(*) FROM plugins", "kong");
        await freeze.FreezeAsync(Freezing.Run(), default);
        using CancellationTokenSource stop = new();
        long longest = 0;
        Task readers = HammerAsync(database, ["SELECT count(*) FROM routes", "SELECT count(*) FROM plugins"], 0, (_, _, error, took) =>
        {
            error.Should().BeNull();
            InterlockedMax(ref longest, took.Ticks);
        }, () => false, stop.Token);
        await freeze.ThawAsync(default);
        (await server.TryAsync(database, Insert + "; UPDATE routes SET name = name")).Should().BeNull("the freeze is lifted, whatever stayed behind");
        log.Text.Should().Contain("3343: ").And.Contain("plugins").And.Contain("routes").And.NotContain("consumers,");
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Thawed);
        await stop.CancelAsync();
        await readers;
        TimeSpan.FromTicks(longest).Should().BeLessThan(TimeSpan.FromSeconds(2));
        await reader.DisposeAsync();
        await freeze.ThawAsync(default);
        (await server.ScalarAsync<long>(database.Name, "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'kong_upgrade%'")).Should().Be(0);
        (await server.ScalarAsync<long>(database.Name, "SELECT count(*) FROM pg_namespace WHERE nspname = 'kong_upgrade'")).Should().Be(0);
    }

    [Fact]
    public async Task Leftovers_OfAThawedFreeze_AreArmedAgain()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        PostgresWriteFreeze freeze = new(database, new() { CleanUpAttempts = 0 });
        await freeze.FreezeAsync(Freezing.Run(), default);
        await freeze.ThawAsync(default);
        (await server.TryAsync(database, Insert)).Should().BeNull();
        await freeze.FreezeAsync(Freezing.Run("43"), default);
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Frozen);
        (await server.TryAsync(database, Insert)).Should().Contain("run 43");
    }

    [Fact]
    public async Task Crash_WhileArming_LeavesNothing()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        string before = await server.DumpAsync(database.Name);
        PostgresWriteFreeze freeze = new(database, new() { BarrierTimeout = TimeSpan.FromSeconds(20) });
        // The last table in order: everything before it is locked when our session dies.
        await using NpgsqlConnection writer = await server.HoldAsync(database.Name, "LOCK TABLE oauth2_credentials IN ROW EXCLUSIVE MODE");
        Task<FreezeProof> freezing = freeze.FreezeAsync(Freezing.Run(), default);
        await Eventually.HoldsAsync(() => IsWaitingAsync(database), "the freeze waits");
        await server.ExecuteAsync(database.Name, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'kong-upgrade' AND wait_event_type = 'Lock'");
        await FluentActions.Awaiting(() => freezing).Should().ThrowAsync<Exception>();
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Thawed);
        (await server.TryAsync(database, "UPDATE routes SET name = name WHERE false")).Should().BeNull();
        (await server.DumpAsync(database.Name)).Should().Be(before);
    }

    [Fact]
    public async Task Freeze_TwoRunsAtOnce_OneWins()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        PostgresWriteFreeze freeze = new(database);
        Task<FreezeProof>[] both = [freeze.FreezeAsync(Freezing.Run("1"), default), freeze.FreezeAsync(Freezing.Run("2"), default)];
        await Task.WhenAll(both).ContinueWith(static _ => { }, TaskScheduler.Default);
        both.Count(t => t.IsCompletedSuccessfully).Should().Be(1);
        both.Single(t => t.IsFaulted).Exception!.InnerException.Should().BeOfType<UpgradeServiceException>().Which.Message.Should().Contain("frozen already by run");
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Frozen);
    }

    private async Task<bool> IsWaitingAsync(KongDatabase database) =>
        await server.ScalarAsync<long>(database.Name, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'kong-upgrade' AND wait_event_type = 'Lock'") > 0;

    /// <summary>One statement after the other in one session until it is stopped.</summary>
    private async Task HammerAsync(KongDatabase database, string[] statements, int seed, Action<string, bool, string?, TimeSpan> ended, Func<bool> isFrozen, CancellationToken stop)
    {
        await using NpgsqlConnection connection = await server.OpenAsync(database.Name, "kong");
        for (int i = seed; !stop.IsCancellationRequested; i++)
        {
            string sql = statements[i % statements.Length];
            bool frozenAtStart = isFrozen();
            long start = Stopwatch.GetTimestamp();
            string? error = null;
            try
            {
                await using NpgsqlCommand command = new(sql, connection);
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (PostgresException refusal)
            {
                error = refusal.MessageText;
                await using NpgsqlCommand back = new("ROLLBACK", connection);
                await back.ExecuteNonQueryAsync(CancellationToken.None);
            }
            ended(sql, frozenAtStart, error, Stopwatch.GetElapsedTime(start));
        }
    }

    private static void InterlockedMax(ref long longest, long value)
    {
        for (long seen = Volatile.Read(ref longest); value > seen; seen = Volatile.Read(ref longest)) Interlocked.CompareExchange(ref longest, value, seen);
    }
}
