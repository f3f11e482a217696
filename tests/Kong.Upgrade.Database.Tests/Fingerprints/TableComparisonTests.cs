using Kong.Upgrade.Fingerprints;
using Kong.Upgrade.Rehearsals;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Fingerprints;

public class TableComparisonTests(PostgresServer server)
{
    [Fact]
    public async Task Compare_EqualTables_NothingChanged()
    {
        await using KongDatabase one = await server.RestoreAsync(Dumps.Before342), other = await server.RestoreAsync(Dumps.Before342);
        foreach (string table in (await ConfigurationFingerprint.ReadAsync(one, default)).Tables.Keys)
        {
            ChangedTable change = await TableComparison.CompareAsync(one, other, table, 3, default);
            change.Should().BeEquivalentTo(new { Table = table, Rows = 0L, Columns = Array.Empty<string>(), Examples = Array.Empty<string>() });
        }
    }

    [Fact]
    public async Task Compare_RecordedUp_NamesTheFieldsThatCame()
    {
        await using KongDatabase before = await server.RestoreAsync(Dumps.Before342), after = await server.RestoreAsync(Dumps.AfterUp342);
        ChangedTable plugins = await TableComparison.CompareAsync(before, after, "plugins", 10, default);
        plugins.Rows.Should().BeGreaterThan(0);
        plugins.Examples.Should().HaveCount((int)plugins.Rows).And.Contain(e => e.Contains("config.redis.host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_AddedRemovedChangedRows_EachIsNamed()
    {
        await using KongDatabase before = await server.RestoreAsync(Dumps.Before342), after = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(before.Name, "INSERT INTO consumers (id, username, created_at, updated_at) VALUES ('00000000-0000-0000-0000-000000000001', 'gone', NULL, NULL), ('00000000-0000-0000-0000-000000000002', NULL, NULL, NULL)");
        await server.ExecuteAsync(after.Name, "INSERT INTO consumers (id, username, created_at, updated_at) VALUES ('00000000-0000-0000-0000-000000000002', '', NULL, NULL), ('ffffffff-0000-0000-0000-000000000003', 'new', NULL, NULL)");
        ChangedTable change = await TableComparison.CompareAsync(before, after, "consumers", 5, default);
        change.Rows.Should().Be(3);
        change.Examples.Should().Equal(
            "00000000-0000-0000-0000-000000000001 was removed",
            "00000000-0000-0000-0000-000000000002: username:  is new",
            "ffffffff-0000-0000-0000-000000000003 was added");
    }

    [Fact]
    public async Task Compare_Secrets_AreMasked()
    {
        await using KongDatabase before = await server.RestoreAsync(Dumps.Before342), after = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(before.Name, "INSERT INTO basicauth_credentials (id, username, password, created_at) VALUES ('00000000-0000-0000-0000-000000000001', 'u', 'old-secret', NULL)");
        await server.ExecuteAsync(after.Name, "INSERT INTO basicauth_credentials (id, username, password, created_at) VALUES ('00000000-0000-0000-0000-000000000001', 'v', 'new-secret', NULL)");
        ChangedTable change = await TableComparison.CompareAsync(before, after, "basicauth_credentials", 5, default);
        change.Examples.Should().Equal("00000000-0000-0000-0000-000000000001: password: *** becomes ***; username: u becomes v");
    }

    [Fact]
    public async Task Compare_NestedSecretsAndCredentialsInAddresses_AreMasked()
    {
        await using KongDatabase before = await server.RestoreAsync(Dumps.Before342), after = await server.RestoreAsync(Dumps.Before342);
        const string Set = "UPDATE plugins SET config = '{0}' WHERE id = (SELECT min(id::text)::uuid FROM plugins)";
        await server.ExecuteAsync(before.Name, Set.Replace("{0}", """{"redis": {"password": "p1", "host": "a"}, "add": {"headers": ["Authorization: Bearer one"]}, "url": "http://me:pw@host/a"}""", StringComparison.Ordinal));
        await server.ExecuteAsync(after.Name, Set.Replace("{0}", """{"redis": {"password": "p2", "host": "b"}, "add": {"headers": ["Authorization: Bearer two"]}, "url": "http://me:pw@host/b"}""", StringComparison.Ordinal));
        string text = (await TableComparison.CompareAsync(before, after, "plugins", 1, default)).Examples.Should().ContainSingle().Subject;
        text.Should().EndWith(": config.add.headers[0]: *** becomes ***; config.redis.host: \"a\" becomes \"b\"; config.redis.password: *** becomes ***; config.url: \"http://***@host/a\" becomes \"http://***@host/b\"");
    }

    [Fact]
    public async Task Compare_ColumnsAndTablesThatCameOrWent_AreNamed()
    {
        await using KongDatabase before = await server.RestoreAsync(Dumps.Before342), after = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(after.Name, "ALTER TABLE services ADD extra text DEFAULT 'x'; ALTER TABLE services DROP retries; SET ROLE kong; CREATE TABLE partials (id uuid PRIMARY KEY, name text); INSERT INTO partials VALUES (gen_random_uuid(), 'p')");
        ChangedTable services = await TableComparison.CompareAsync(before, after, "services", 5, default), partials = await TableComparison.CompareAsync(before, after, "partials", 0, default);
        services.Should().BeEquivalentTo(new { Rows = 0L, Columns = new[] { "+extra", "-retries" } });
        partials.Should().BeEquivalentTo(new { Rows = 1L, Columns = new[] { "+id", "+name" }, Examples = Array.Empty<string>() });
    }

    [Fact]
    public async Task Compare_KeysBeyondAscii_AreMatched()
    {
        await using KongDatabase before = await server.RestoreAsync(Dumps.Before342), after = await server.RestoreAsync(Dumps.Before342);
        // UTF-16 would put the second before the first, bytes do not.
        const string Insert = "INSERT INTO parameters (key, value, created_at) VALUES (U&'\\FB01', '1', NULL), (U&'\\+01F600', '1', NULL), ('é', '1', NULL), ('Z', '1', NULL)";
        await server.ExecuteAsync(before.Name, Insert);
        await server.ExecuteAsync(after.Name, Insert + "; UPDATE parameters SET value = '2' WHERE key = 'é'");
        (await TableComparison.CompareAsync(before, after, "parameters", 9, default)).Examples.Where(e => !e.StartsWith("cluster_id", StringComparison.Ordinal)).Should().Equal("é: value: 1 becomes 2");
    }
}
