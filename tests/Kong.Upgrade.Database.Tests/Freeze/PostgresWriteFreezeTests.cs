using Kong.Upgrade.Freeze;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Freeze;

public class PostgresWriteFreezeTests(PostgresServer server)
{
    private const string Insert = "INSERT INTO consumers (id, username) VALUES (gen_random_uuid(), gen_random_uuid()::text)";

    public static TheoryData<string> AllDumps => [Dumps.Empty342, Dumps.Before342, Dumps.AfterUp342, Dumps.AfterFinish342, Dumps.WrittenBySides342, Dumps.Before390, Dumps.AfterFinish390, Dumps.Before285, Dumps.AfterUp285, Dumps.AfterFinish285];

    [Theory, MemberData(nameof(AllDumps))]
    public async Task FreezeAndThaw_EveryRecordedDatabase_ProvenAndLeavesNothing(string dump)
    {
        await using KongDatabase database = await server.RestoreAsync(dump);
        string before = await server.DumpAsync(database.Name);
        PostgresWriteFreeze freeze = new(database);
        FreezeProof proof = await freeze.FreezeAsync(Freezing.Run(), default);
        proof.RefusedWrite.Should().Contain("every one was refused").And.Contain("upserts, updates and deletes");
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Frozen);
        (await freeze.FindUnknownTablesAsync(default)).Should().BeEmpty();
        (await server.TryAsync(database, Insert)).Should().Contain("refused");
        await freeze.ThawAsync(default);
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Thawed);
        (await server.DumpAsync(database.Name)).Should().Be(before);
        (await server.TryAsync(database, Insert)).Should().BeNull();
    }

    [Fact]
    public async Task Contract()
    {
        server.SkipIfAbsent();
        Recordings.Find(Dumps.Before342);
        Dictionary<IWriteFreeze, KongDatabase> databases = [];
        IReadOnlyList<ContractCase> cases = WriteFreezeContract.Cases(
            async _ =>
            {
                KongDatabase database = await server.RestoreAsync(Dumps.Before342);
                PostgresWriteFreeze made = new(database);
                databases[made] = database;
                return made;
            },
            async (freeze, _) => await server.TryAsync(databases[freeze], Insert) is null,
            (freeze, _) => Task.FromResult<IWriteFreeze>(new PostgresWriteFreeze(databases[freeze])));
        cases.Should().HaveCountGreaterThan(8);
        foreach (ContractCase one in cases) await one.RunAsync(TestContext.Current.CancellationToken);
        foreach (KongDatabase database in databases.Values) await database.DisposeAsync();
    }

    [Theory]
    [InlineData("INSERT INTO services (id, name) VALUES (gen_random_uuid(), 'x') ON CONFLICT (id) DO UPDATE SET name = 'x'")]
    [InlineData("INSERT INTO services (id, name) VALUES (gen_random_uuid(), 'x') ON CONFLICT DO NOTHING")]
    [InlineData("UPDATE routes SET name = name WHERE false")]
    [InlineData("DELETE FROM routes WHERE false")]
    [InlineData("WITH gone AS (DELETE FROM plugins RETURNING *) SELECT count(*) FROM gone")]
    [InlineData("TRUNCATE upstreams CASCADE")]
    [InlineData("DELETE FROM consumers")]
    [InlineData("INSERT INTO keyauth_credentials (id, key) VALUES (gen_random_uuid(), 'k')")]
    [InlineData("UPDATE keyauth_credentials SET ttl = now() - interval '1 day'")]
    [InlineData("TRUNCATE keyauth_credentials")]
    [InlineData("UPDATE parameters SET value = 'x'")]
    [InlineData("UPDATE workspaces SET comment = 'x'")]
    [InlineData("COPY targets (id) FROM PROGRAM 'true'")]
    public async Task Write_WhileFrozen_IsRefused(string sql)
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await new PostgresWriteFreeze(database).FreezeAsync(Freezing.Run(), default);
        string role = sql.StartsWith("COPY", StringComparison.Ordinal) ? "admin" : "kong";
        (await server.TryAsync(database, sql, role)).Should().StartWith("kong-upgrade freeze: ");
        (await server.TryAsync(database, "SET session_replication_role = replica; " + sql, "admin")).Should().StartWith("kong-upgrade freeze: ");
    }

    [Fact]
    public async Task Refusal_Text_IsShapedAsKongReadsIt()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await new PostgresWriteFreeze(database).FreezeAsync(Freezing.Run(), default);
        (await server.TryAsync(database, "UPDATE services SET name = name")).Should().Be(
            """kong-upgrade freeze: UPDATE on services refused; it violates foreign key constraint, row is still referenced from table "kong-upgrade freeze (run 42: Kong 3.4.2 to 3.9.1 is under way)".""");
    }

    [Theory]
    [InlineData("4\"2", "it's\r\n\"quoted\"\\ and\ttabbed")]
    [InlineData("violates unique constraint", "is not present in table and is still referenced from table \"x\".")]
    [InlineData("%", "100 % – naïve $refuse$ $1 '; DROP TABLE routes; --")]
    public async Task Refusal_HostileWords_KongStillFindsItsOwn(string runId, string reason)
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await new PostgresWriteFreeze(database).FreezeAsync(Freezing.Run(runId, reason), default);
        string text = "ERROR: " + await server.TryAsync(database, "UPDATE services SET name = name");
        KongReads(text).Should().Be(RefusalText.Of(Freezing.Run(runId, reason))).And.NotContainAny("\"", "'", "\n");
        (await server.ScalarAsync<string>(database.Name, "SELECT run_id || reason FROM kong_upgrade.freeze")).Should().Be(runId + reason);
    }

    // As Kong does it: the first text that it looks for decides, and positions are counted from both ends (kong-facts 12.1 no. 2).
    private static string? KongReads(string error)
    {
        if (error.Contains("violates unique constraint", StringComparison.Ordinal) || error.Contains("violates not-null constraint", StringComparison.Ordinal)) return null;
        const string Referenced = "is still referenced from table";
        if (!error.Contains("violates foreign key constraint", StringComparison.Ordinal) || error.Contains("is not present in table", StringComparison.Ordinal)) return null;
        int at = error.IndexOf(Referenced, StringComparison.Ordinal);
        return at < 0 ? null : error[(at + Referenced.Length + 2)..^2];
    }

    [Fact]
    public async Task Flag_OneRow_TellsAPersonAndLiftsByHand()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        PostgresWriteFreeze freeze = new(database);
        await freeze.FreezeAsync(Freezing.Run(), default);
        (await server.ScalarAsync<string>(database.Name, "SELECT concat_ws('|', run_id, reason, frozen_by, library LIKE 'Kong.Upgrade %', frozen_at > now() - interval '1 minute', kong_schema) FROM kong_upgrade.freeze"))
            .Should().Be("42|Kong 3.4.2 to 3.9.1 is under way|kong|t|t|public");
        string byHand = (await server.ScalarAsync<string>(database.Name, "SELECT to_thaw FROM kong_upgrade.freeze"))!;
        (await server.TryAsync(database, byHand)).Should().BeNull();
        (await server.TryAsync(database, Insert)).Should().BeNull();
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Thawed);
        await freeze.FreezeAsync(Freezing.Run("43"), default);
        (await server.TryAsync(database, Insert)).Should().Contain("run 43");
    }

    [Fact]
    public async Task Freeze_FrozenByAnotherRun_SaysWhoAndHowAndMayTakeOver()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        PostgresWriteFreeze freeze = new(database);
        await freeze.FreezeAsync(Freezing.Run("41"), default);
        UpgradeServiceException refused = (await FluentActions.Awaiting(() => freeze.FreezeAsync(Freezing.Run(), default)).Should().ThrowAsync<UpgradeServiceException>()).Which;
        refused.Message.Should().ContainAll("frozen already by run 41 as kong at 20", "run 42 did not freeze it", "TakeOver", "UPDATE kong_upgrade.freeze SET is_frozen = false");
        await new PostgresWriteFreeze(database, new() { TakeOver = true }).FreezeAsync(Freezing.Run(), default);
        (await server.TryAsync(database, Insert)).Should().Contain("run 42");
    }

    [Fact]
    public async Task Freeze_LeftStandingByARunThatWasGivenUp_IsTakenOverByTheNextAndByNoThird()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        PostgresWriteFreeze freeze = new(database);
        await freeze.FreezeAsync(Freezing.Run("41"), default);
        await freeze.FreezeAsync(new() { RunId = "41", Reason = "given up", MayBeTakenOver = true }, default);
        (await server.TryAsync(database, Insert)).Should().Contain("run 41: given up", "it stands all the same");

        await freeze.FreezeAsync(Freezing.Run("42"), default);

        (await server.TryAsync(database, Insert)).Should().Contain("run 42");
        await FluentActions.Awaiting(() => freeze.FreezeAsync(Freezing.Run("43"), default)).Should().ThrowAsync<UpgradeServiceException>();
    }

    [Fact]
    public async Task LetThrough_SessionUser_PassesAndNobodyElse()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        string migration = await server.CreateRoleAsync("migration_passes"), other = await server.CreateRoleAsync("other_refused");
        FreezeProof proof = await new PostgresWriteFreeze(database, new() { LetThrough = [migration] }).FreezeAsync(Freezing.Run(), default);
        proof.RefusedWrite.Should().Contain($"sessions of {migration} pass").And.NotContain("nobody");
        (await server.ScalarAsync<string>(database.Name, "SELECT current_user::text")).Should().Be("admin");
        (await server.TryAsync(database, Insert + "; UPDATE plugins SET name = name; TRUNCATE keyauth_credentials; DELETE FROM consumers", migration)).Should().BeNull();
        (await server.TryAsync(database, Insert, other)).Should().Contain("refused");
        (await server.TryAsync(database, $"SET ROLE {migration}; {Insert}", "admin")).Should().Contain("refused");
    }

    [Fact]
    public async Task LetThrough_OwnRoleOrUnknownRole_IsRefused()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        FluentActions.Invoking(() => new PostgresWriteFreeze(database, new() { LetThrough = ["kong"] })).Should().Throw<ArgumentException>().WithMessage("*kong*login role of its own*");
        PostgresWriteFreeze misspelt = new(database, new() { LetThrough = ["migratoin"] });
        (await FluentActions.Awaiting(() => misspelt.FreezeAsync(Freezing.Run(), default)).Should().ThrowAsync<UpgradeServiceException>()).Which.Message.Should().ContainAll("migratoin", "CREATE ROLE \"migratoin\" LOGIN", "SET role = 'kong'");
        (await misspelt.StandingAsync()).Should().Be(FreezeStanding.Thawed);
    }

    [Fact]
    public async Task LetThroughKongLock_OnlyWhileTheLockIsLive()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        using LogLines log = new();
        FreezeProof proof = await new PostgresWriteFreeze(database, new() { LetThroughKongLock = true }, null, log).FreezeAsync(Freezing.Run(), default);
        proof.RefusedWrite.Should().Contain("25 of 912");
        log.Text.Should().Contain("3352: Everybody is let through");
        (await server.TryAsync(database, Insert)).Should().Contain("refused");
        await server.ExecuteAsync(database.Name, "INSERT INTO locks VALUES ('migrations', 'x', now() + interval '1 minute')");
        (await server.TryAsync(database, Insert)).Should().BeNull();
        await server.ExecuteAsync(database.Name, "UPDATE locks SET ttl = now() - interval '1 second'");
        (await server.TryAsync(database, Insert)).Should().Contain("refused");
    }

    [Fact]
    public async Task NobodyLetThrough_IsSaidClearly()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        using LogLines log = new();
        FreezeProof proof = await new PostgresWriteFreeze(database, null, null, log).FreezeAsync(Freezing.Run(), default);
        proof.RefusedWrite.Should().Contain("'kong migrations up' would be refused as well");
        log.Text.Should().Contain("3347: Nobody is let through");
    }

    [Fact]
    public async Task TtlCleaner_DeletesExpiredKeysAndNothingElse()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, "INSERT INTO keyauth_credentials (id, key, ttl) VALUES (gen_random_uuid(), 'expired', now() + interval '1 second'), (gen_random_uuid(), 'later', now() + interval '1 day'), (gen_random_uuid(), 'never', NULL)");
        await server.ExecuteAsync(database.Name, "ALTER TABLE keyauth_credentials DISABLE TRIGGER USER; UPDATE keyauth_credentials SET ttl = now() - interval '1 minute' WHERE key = 'expired'; ALTER TABLE keyauth_credentials ENABLE TRIGGER USER");
        PostgresWriteFreeze freeze = new(database);
        await freeze.FreezeAsync(Freezing.Run(), default);
        string? fingerprint = (await freeze.CheckAsync(default)).ConfigurationFingerprint;
        const string Cleaner = "WITH rows AS (SELECT ctid FROM keyauth_credentials WHERE ttl < CURRENT_TIMESTAMP AT TIME ZONE 'UTC' LIMIT 50000 FOR UPDATE SKIP LOCKED) DELETE FROM keyauth_credentials WHERE ctid IN (TABLE rows)";
        (await server.TryAsync(database, Cleaner)).Should().BeNull();
        (await server.TryAsync(database, Cleaner)).Should().BeNull("nothing is left to delete, and Kong asks all the same");
        (await server.TryAsync(database, "DELETE FROM keyauth_credentials WHERE key = 'later'")).Should().StartWith("kong-upgrade freeze: DELETE on keyauth_credentials refused");
        (await server.TryAsync(database, "DELETE FROM keyauth_credentials WHERE key = 'never'")).Should().Contain("refused");
        (await server.ScalarAsync<string>(database.Name, "SELECT string_agg(key, ' ' ORDER BY key) FROM keyauth_credentials WHERE key IN ('expired', 'later', 'never')")).Should().Be("later never");
        (await freeze.CheckAsync(default)).ConfigurationFingerprint.Should().Be(fingerprint, "nobody wrote");
    }

    [Theory]
    [InlineData("ALTER TABLE routes DISABLE TRIGGER kong_upgrade_freeze", "routes")]
    [InlineData("ALTER TABLE routes ENABLE TRIGGER kong_upgrade_freeze_truncate", "routes")]
    [InlineData("ALTER TABLE keyauth_credentials DISABLE TRIGGER kong_upgrade_freeze_delete", "keyauth_credentials")]
    [InlineData("DROP TRIGGER kong_upgrade_freeze ON plugins", "plugins")]
    [InlineData("CREATE OR REPLACE FUNCTION kong_upgrade.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'", "kong_upgrade.refuse")]
    public async Task Check_SomebodyUndidAPart_IsNotFrozenAndTheNextFreezeRepairs(string sql, string named)
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        using LogLines log = new();
        PostgresWriteFreeze freeze = new(database, null, null, log);
        await freeze.FreezeAsync(Freezing.Run(), default);
        (await server.TryAsync(database, sql)).Should().BeNull();
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Unknown);
        log.Text.Should().Contain("3344: ").And.Contain(named);
        await freeze.FreezeAsync(Freezing.Run(), default);
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Frozen);
    }

    [Theory]
    [InlineData("DROP TABLE kong_upgrade.freeze")]
    [InlineData("DELETE FROM kong_upgrade.freeze")]
    public async Task FlagIsGone_WritesAreRefusedAndThawStillThaws(string sql)
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        PostgresWriteFreeze freeze = new(database);
        await freeze.FreezeAsync(Freezing.Run(), default);
        await server.ExecuteAsync(database.Name, sql);
        (await server.TryAsync(database, Insert)).Should().NotBeNull();
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Unknown);
        await freeze.ThawAsync(default);
        (await server.TryAsync(database, Insert)).Should().BeNull();
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Thawed);
    }

    [Fact]
    public async Task NewTables_OfUp_AreReportedAndFrozenByTheNextFreeze()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        using LogLines log = new();
        PostgresWriteFreeze freeze = new(database, null, null, log);
        await freeze.FreezeAsync(Freezing.Run(), default);
        (await server.TryAsync(database, "CREATE TABLE partials (id uuid PRIMARY KEY); CREATE TABLE whatever (id uuid)")).Should().BeNull();
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Frozen);
        log.Text.Should().Contain("3346: partials came after freezing");
        (await freeze.FindUnknownTablesAsync(default)).Should().Equal("whatever");
        (await freeze.FreezeAsync(Freezing.Run(), default)).RefusedWrite.Should().Contain("not known and so not frozen: whatever");
        (await server.TryAsync(database, "INSERT INTO partials VALUES (gen_random_uuid())")).Should().Contain("refused");
        (await server.TryAsync(database, "INSERT INTO whatever VALUES (gen_random_uuid())")).Should().BeNull();
    }

    [Fact]
    public async Task Options_AlsoFreezeAndLeaveWritable_Decide()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        (await server.TryAsync(database, "CREATE TABLE my_plugin (id uuid PRIMARY KEY)")).Should().BeNull();
        PostgresWriteFreeze freeze = new(database, new() { AlsoFreeze = ["my_plugin"], LeaveWritable = ["certificates", "snis"] });
        await freeze.FreezeAsync(Freezing.Run(), default);
        string? fingerprint = (await freeze.CheckAsync(default)).ConfigurationFingerprint;
        (await server.TryAsync(database, "INSERT INTO my_plugin VALUES (gen_random_uuid())")).Should().Contain("refused");
        (await server.TryAsync(database, "INSERT INTO certificates (id) VALUES (gen_random_uuid())")).Should().BeNull();
        (await freeze.CheckAsync(default)).Should().BeEquivalentTo(new { Standing = FreezeStanding.Frozen, ConfigurationFingerprint = fingerprint });
        (await freeze.FindUnknownTablesAsync(default)).Should().BeEmpty();
        PostgresWriteFreeze misspelt = new(database, new() { AlsoFreeze = ["my_plugni"] });
        await FluentActions.Awaiting(() => misspelt.FreezeAsync(Freezing.Run(), default)).Should().ThrowAsync<UpgradeServiceException>().WithMessage("*my_plugni*");
        new PostgresFreezeOptions { AlsoFreeze = ["cluster_events"] }.Validate().Should().ContainSingle().Which.Should().Contain("cluster_events");
    }

    [Fact]
    public async Task Acme_InUse_IsWarnedOf()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, "INSERT INTO plugins (id, name, enabled, config) VALUES (gen_random_uuid(), 'acme', true, '{}')");
        using LogLines log = new();
        await new PostgresWriteFreeze(database, new() { LeaveWritable = ["certificates", "snis"] }, null, log).FreezeAsync(Freezing.Run(), default);
        log.Text.Should().NotContain("3348: ");
        await new PostgresWriteFreeze(database, null, null, log).FreezeAsync(Freezing.Run(), default);
        log.Text.Should().Contain("3348: The acme plugin is in use");
    }

    [Fact]
    public async Task Thaw_SomebodyElsesObjectsInTheSchema_AreLeft()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        PostgresWriteFreeze freeze = new(database);
        await freeze.FreezeAsync(Freezing.Run(), default);
        (await server.TryAsync(database, "CREATE TABLE kong_upgrade.other (id int)")).Should().BeNull();
        await freeze.ThawAsync(default);
        (await server.ScalarAsync<string>(database.Name, "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = 'kong_upgrade'::regnamespace")).Should().Be("other");
    }

    [Fact]
    public async Task Freeze_WithoutRights_SaysWhichGrantIsMissing()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, $"ALTER DATABASE {database.Name} OWNER TO admin; ALTER SCHEMA public OWNER TO admin; GRANT ALL ON SCHEMA public TO kong");
        (await FluentActions.Awaiting(() => new PostgresWriteFreeze(database).FreezeAsync(Freezing.Run(), default)).Should().ThrowAsync<UpgradeServiceException>())
            .Which.Message.Should().Contain($"GRANT CREATE ON DATABASE \"{database.Name}\" TO \"kong\"");
        await server.ExecuteAsync(database.Name, $"GRANT CREATE ON DATABASE {database.Name} TO kong; ALTER TABLE routes OWNER TO admin; GRANT SELECT ON routes TO kong");
        (await FluentActions.Awaiting(() => new PostgresWriteFreeze(database).FreezeAsync(Freezing.Run(), default)).Should().ThrowAsync<UpgradeServiceException>())
            .Which.Message.Should().ContainAll("does not own routes (admin does)", "GRANT \"admin\" TO \"kong\"");
    }

    [Fact]
    public async Task Freeze_OtherSchemaThanPublic_Works()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, "ALTER SCHEMA public RENAME TO \"Kong's\"");
        await using KongDatabase renamed = server.Database(database.Name, schema: "Kong's");
        PostgresWriteFreeze freeze = new(renamed);
        await freeze.FreezeAsync(Freezing.Run(), default);
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Frozen);
        (await server.TryAsync(renamed, "UPDATE \"Kong's\".routes SET name = name")).Should().Contain("UPDATE on routes refused");
        await freeze.ThawAsync(default);
        (await freeze.StandingAsync()).Should().Be(FreezeStanding.Thawed);
        await FluentActions.Awaiting(() => new PostgresWriteFreeze(database).FreezeAsync(Freezing.Run(), default)).Should().ThrowAsync<UpgradeServiceException>().WithMessage("*pg_schema*");
    }

    [Fact]
    public async Task ObservedWrites_RefusesNothingAndSaysSo()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        using LogLines log = new();
        ObservedWrites observed = new(database, null, log);
        (await observed.FreezeAsync(Freezing.Run(), default)).RefusedWrite.Should().Contain("nothing is refused");
        FreezeState before = await observed.CheckAsync(default);
        before.Standing.Should().Be(FreezeStanding.Observed);
        (await observed.CheckAsync(default)).ConfigurationFingerprint.Should().Be(before.ConfigurationFingerprint);
        log.Text.Should().NotContain("3350: ");
        (await server.TryAsync(database, Insert + "; INSERT INTO cluster_events (id, node_id, at, expire_at, channel, data) VALUES (gen_random_uuid(), gen_random_uuid(), now(), now() + interval '1 hour', 'invalidations', 'keyauth_credentials:a-secret-key:::::')")).Should().BeNull();
        (await observed.CheckAsync(default)).ConfigurationFingerprint.Should().NotBe(before.ConfigurationFingerprint);
        log.Text.Should().Contain("3350: ").And.Contain("keyauth_credentials on invalidations (1)").And.NotContain("a-secret-key");
        await observed.ThawAsync(default);
    }
}
