using Kong.Upgrade.Fingerprints;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Fingerprints;

public class ConfigurationFingerprintTests(PostgresServer server)
{
    private static Task<ConfigurationFingerprint> ReadAsync(KongDatabase database) => ConfigurationFingerprint.ReadAsync(database, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(Dumps.Before342, Dumps.AfterUp342, "plugins", true)]
    [InlineData(Dumps.AfterUp342, Dumps.AfterFinish342, "plugins", true)]
    [InlineData(Dumps.Before342, Dumps.Empty342, "consumers", true)]
    [InlineData(Dumps.Before285, Dumps.AfterUp285, "routes", true)]
    [InlineData(Dumps.AfterUp342, Dumps.AfterFinish342, "routes", false)]
    public async Task TablesThatDiffer_RecordedPairs_AsTheRecordingsTell(string before, string after, string table, bool differs)
    {
        await using KongDatabase one = await server.RestoreAsync(before), other = await server.RestoreAsync(after);
        IReadOnlyList<string> changed = (await ReadAsync(other)).TablesThatDifferFrom(await ReadAsync(one));
        changed.Contains(table).Should().Be(differs, $"these differ: {string.Join(", ", changed)}");
    }

    [Fact]
    public async Task Value_RowsInAnotherPhysicalOrder_IsTheSame()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, "INSERT INTO consumers (id, username) SELECT gen_random_uuid(), 'u' || i FROM generate_series(1, 500) i");
        string before = (await ReadAsync(database)).Value;
        await server.ExecuteAsync(database.Name, "UPDATE consumers SET username = username; UPDATE plugins SET name = name; CLUSTER consumers USING consumers_pkey");
        (await ReadAsync(database)).Value.Should().Be(before);
    }

    [Fact]
    public async Task Value_AnyValueOfAnyRecordedTableChanged_IsAnother()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        ConfigurationFingerprint before = await ReadAsync(database);
        await using NpgsqlConnection connection = await server.OpenAsync(database.Name);
        List<string> changes = [];
        foreach (string table in before.Tables.Where(t => !t.Value.StartsWith("0:", StringComparison.Ordinal)).Select(t => t.Key))
        {
            await using NpgsqlCommand columns = new($"SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'ttl' AND NOT attname = ANY ('{{id,key}}')", connection);
            await using NpgsqlDataReader reader = await columns.ExecuteReaderAsync();
            while (await reader.ReadAsync()) changes.AddRange(Other(reader.GetString(1)).Select(value => $"UPDATE {table} SET \"{reader.GetString(0)}\" = {string.Format(System.Globalization.CultureInfo.InvariantCulture, value, $"\"{reader.GetString(0)}\"")} WHERE ctid = (SELECT min(ctid) FROM {table})"));
        }
        changes.Should().HaveCountGreaterThan(80);
        foreach (string change in changes)
        {
            await using NpgsqlCommand write = new($"BEGIN; SET session_replication_role = replica; {change} RETURNING 1", connection);
            await write.ExecuteNonQueryAsync();
            (await HashInAsync(connection, database)).Should().NotBe(before.Value, change);
            await using NpgsqlCommand back = new("ROLLBACK", connection);
            await back.ExecuteNonQueryAsync();
        }
        (await ReadAsync(database)).Value.Should().Be(before.Value);
    }

    // A value that certainly differs, null to something and something to something else.
    private static IEnumerable<string> Other(string type) => type switch
    {
        "boolean" => ["NOT coalesce({0}, false)"],
        "bigint" or "integer" or "smallint" => ["coalesce({0}, 0) + 1"],
        "timestamp with time zone" => ["coalesce({0}, now()) + interval '1 microsecond'"],
        "text" => ["coalesce({0}, '') || ' '"],
        "text[]" => ["coalesce({0}, '{{}}') || ARRAY['']"],
        "uuid" => ["md5(coalesce({0}::text, ''))::uuid"],
        "uuid[]" => ["coalesce({0}, '{{}}') || gen_random_uuid()"],
        "jsonb" => ["coalesce({0}, '{{}}') || '{{\"x y z\": null}}'"],
        "jsonb[]" => ["coalesce({0}, '{{}}') || '{{\"a\": 1}}'::jsonb"],
        _ => throw new NotSupportedException(type),
    };

    // The same hash, but in the session that has not committed.
    private static async Task<string> HashInAsync(NpgsqlConnection connection, KongDatabase database) =>
        (await new FingerprintReader(database).ReadInAsync(new(database, connection, "hashing in the test's own transaction"), static t => t.IsConfiguration, default)).Value;

    [Theory]
    [InlineData("UPDATE consumers SET username = '' WHERE username IS NULL", "null and empty differ")]
    [InlineData("UPDATE consumers SET username = custom_id, custom_id = username WHERE username = 'a'", "values exchanged between two columns")]
    [InlineData("UPDATE consumers SET username = CASE username WHEN 'a' THEN 'b' ELSE 'a' END WHERE username IN ('a', 'b')", "values exchanged between two rows")]
    [InlineData("UPDATE consumers SET tags = '{y,x}' WHERE username = 'a'", "elements exchanged within an array")]
    [InlineData("DELETE FROM consumers WHERE username = 'b'", "a row that went")]
    [InlineData("INSERT INTO vaultless DEFAULT VALUES; UPDATE services SET port = port", "not a change of configuration at all")]
    public async Task Value_SubtleChanges_AreSeen(string sql, string why)
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, "CREATE TABLE vaultless (id int); SET session_replication_role = replica; INSERT INTO consumers (id, username, custom_id, tags) VALUES (gen_random_uuid(), 'a', 'c', '{x,y}'), (gen_random_uuid(), 'b', 'd', '{x,y}'), (gen_random_uuid(), NULL, 'e', '{}')");
        string before = (await ReadAsync(database)).Value;
        await server.ExecuteAsync(database.Name, "SET session_replication_role = replica; " + sql);
        string after = (await ReadAsync(database)).Value;
        if (why.StartsWith("not", StringComparison.Ordinal)) after.Should().Be(before, why);
        else after.Should().NotBe(before, why);
    }

    [Fact]
    public async Task Value_TwoJsonValuesExchangedFarApart_IsAnother()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        const string Set = "UPDATE plugins SET config = (SELECT jsonb_object_agg('field' || lpad(i::text, 2, '0'), i IN ({0})) FROM generate_series(1, 40) i) WHERE id = (SELECT min(id::text)::uuid FROM plugins)";
        // PostgreSQL's own hash of jsonb is the same for these two: a turn by one bit a value comes round after 32 values, 16 fields.
        await server.ExecuteAsync(database.Name, Set.Replace("{0}", "1", StringComparison.Ordinal));
        string one = (await ReadAsync(database)).Value;
        await server.ExecuteAsync(database.Name, Set.Replace("{0}", "17", StringComparison.Ordinal));
        (await ReadAsync(database)).Value.Should().NotBe(one);
    }

    [Fact]
    public async Task Value_RunTimeAndDerivedAndExpiringRows_DoNotCount()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        string before = (await ReadAsync(database)).Value;
        await server.ExecuteAsync(database.Name, "INSERT INTO locks VALUES ('k', 'o', now()); TRUNCATE tags; INSERT INTO keyauth_credentials (id, key, ttl) VALUES (gen_random_uuid(), 'x', now() + interval '1 hour'); CREATE TEMP TABLE routes (id int); CREATE UNLOGGED TABLE scratch (id int)");
        (await ReadAsync(database)).Value.Should().Be(before);
    }

    [Fact]
    public async Task Value_OtherSchemaRoleAndTimeZone_IsTheSame()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        string before = (await ReadAsync(database)).Value;
        await server.ExecuteAsync(database.Name, $"ALTER DATABASE {database.Name} SET timezone = 'Asia/Tokyo'; ALTER DATABASE {database.Name} SET datestyle = 'SQL, DMY'; ALTER SCHEMA public RENAME TO \"Kong's\"");
        await using KongDatabase other = server.Database(database.Name, "admin", "Kong's");
        (await ReadAsync(other)).Value.Should().Be(before);
    }

    [Fact]
    public async Task Value_LargeDatabase_TwoSessionsSeeOneSnapshot()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, "SET session_replication_role = replica; INSERT INTO consumers (id, username, custom_id) SELECT gen_random_uuid(), 'user-' || i, repeat('x', 200) FROM generate_series(1, 120000) i; INSERT INTO parameters (key, value) VALUES ('n', '0')");
        (await server.ScalarAsync<long>(database.Name, "SELECT pg_table_size('consumers')")).Should().BeGreaterThan(32L << 20, "only then two sessions work");
        ConfigurationFingerprint still = await ReadAsync(database);
        (await ReadAsync(database)).Value.Should().Be(still.Value);
        using CancellationTokenSource stop = new();
        // One transaction changes two tables, so that in one snapshot either both are changed or neither is.
        Task writer = WriteTogetherAsync(database, stop.Token);
        for (int i = 0; i < 5; i++)
        {
            ConfigurationFingerprint seen = await ReadAsync(database);
            (seen.Tables["consumers"] != still.Tables["consumers"]).Should().Be(seen.Tables["parameters"] != still.Tables["parameters"], "both tables are read in one snapshot");
        }
        await stop.CancelAsync();
        await writer;
    }

    private async Task WriteTogetherAsync(KongDatabase database, CancellationToken stop)
    {
        await using NpgsqlConnection connection = await server.OpenAsync(database.Name);
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            await using NpgsqlCommand command = new($"BEGIN; UPDATE consumers SET custom_id = '{i % 2}' WHERE username = 'user-1'; UPDATE parameters SET value = '{i % 2}-' WHERE key = 'n'; COMMIT", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Explain_ColumnsAdded_TellsWhetherRowsChangedAsWell()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        ConfigurationFingerprint before = await ReadAsync(database);
        (await ConfigurationFingerprint.ExplainAsync(before, database, default)).Should().BeEmpty();
        await server.ExecuteAsync(database.Name, """
            ALTER TABLE services ADD extra text DEFAULT 'x';
            ALTER TABLE routes ADD aaa int DEFAULT 1; UPDATE routes SET name = name || '!' WHERE ctid = (SELECT min(ctid) FROM routes);
            ALTER TABLE plugins DROP instance_name;
            SET ROLE kong; CREATE TABLE partials (id uuid PRIMARY KEY); DROP TABLE filter_chains;
            INSERT INTO consumers (id, username) VALUES (gen_random_uuid(), 'new');
            """);
        IReadOnlyList<TableDifference> found = await ConfigurationFingerprint.ExplainAsync(before, database, default);
        found.Select(d => d.Table).Should().Equal("consumers", "filter_chains", "partials", "plugins", "routes", "services");
        found.Select(d => d.DidRowsChange).Should().Equal(true, false, false, null, true, false);
        found.Single(d => d.Table == "services").ToString().Should().EndWith("rows unchanged, +extra");
        found.Single(d => d.Table == "plugins").ColumnsRemoved.Should().Equal("instance_name");
        found.Single(d => d.Table == "partials").ToString().Should().Be("partials: is new, 0 rows");
    }

    [Fact]
    public async Task Hash_WithoutRecordHash_StillTellsTablesApart()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        // PostgreSQL 11 to 13 have no hash of records: rows are hashed as text.
        FingerprintReader old = new(database) { RecordHashSince = 99 };
        string before = (await old.ReadAsync(static t => t.IsConfiguration, default)).Value;
        (await old.ReadAsync(static t => t.IsConfiguration, default)).Value.Should().Be(before).And.NotBe((await ReadAsync(database)).Value);
        await server.ExecuteAsync(database.Name, "UPDATE plugins SET enabled = NOT enabled WHERE ctid = (SELECT min(ctid) FROM plugins)");
        (await old.ReadAsync(static t => t.IsConfiguration, default)).Value.Should().NotBe(before);
    }
}
