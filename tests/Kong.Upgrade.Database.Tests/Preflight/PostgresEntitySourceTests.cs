using Kong.Upgrade.Database;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Preflight;

public class PostgresEntitySourceTests(PostgresServer server)
{
    [Fact]
    public async Task Entities_OfARecordedDatabase_AreAsManyAsItsTablesHold()
    {
        SeenEntities seen = await ReadAsync(Dumps.Before342);
        Dictionary<string, int> recorded = Recordings.Read("3.4.2-to-3.9.1/s1-old-bootstrapped/with-sample-config.tables.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(' ')).Where(p => KongTables.KindOf(p[0]) is TableKind.Configuration && p[1] != "0").ToDictionary(p => EntityKinds.OfTable(p[0]), p => int.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture));
        recorded.Should().HaveCountGreaterThan(12, "otherwise nothing was compared");
        seen.All.GroupBy(e => e.Kind).ToDictionary(g => g.Key, g => g.Count()).Should().BeEquivalentTo(recorded);
        seen.Unread.Should().BeEmpty();
    }

    [Fact]
    public async Task Entity_OfARecordedDatabase_HasItsFieldsWorkspaceAndReferences()
    {
        SeenEntities seen = await ReadAsync(Dumps.Before342);
        KongEntity route = seen.Named("routes", "r-regex"), service = seen.Named("services", "svc-up");
        (route.Workspace, route.Items("paths").Single(), route.Number("regex_priority"), route.Reference("service")).Should().Be(("default", @"~/re/(?<id>\d+)$", 10, service.Id));
        KongEntity plugin = seen.All.Single(e => e.Kind == "plugins" && e.Text("config.policy") == "redis");
        (plugin.Name, plugin.Text("config.redis_host"), plugin.IsSet("config.redis_username"), plugin.Has("config.redis_username"), plugin.Reference("route")).Should().Be(("rate-limiting", "127.0.0.1", false, true, seen.Named("routes", "r-redis").Id));
        seen.All.Should().Contain(e => e.Kind == "vaults", "the table is called sm_vaults, the entities are not");
    }

    [Fact]
    public async Task Parents_ComeBeforeTheirChildren()
    {
        List<string> kinds = [.. (await ReadAsync(Dumps.Before342)).All.Select(e => e.Kind).Distinct()];
        kinds.Should().StartWith(["workspaces", "services", "routes", "upstreams", "targets", "consumers"]).And.EndWith("plugins");
    }

    [Fact]
    public async Task Table_ThatNobodyDescribed_IsReadToo()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(database.Name, "CREATE TABLE custom_things (id uuid PRIMARY KEY, name text, ws_id uuid); INSERT INTO custom_things VALUES (gen_random_uuid(), 'mine', gen_random_uuid()); CREATE TABLE odd_things (id int, name jsonb, ws_id int); INSERT INTO odd_things VALUES (7, '{}', 3), (NULL, NULL, NULL); GRANT SELECT ON custom_things, odd_things TO kong");
        SeenEntities seen = await ReadAsync(database);
        seen.Named("custom_things", "mine").Workspace.Should().HaveLength(36, "a workspace that is not there has no name but an id");
        seen.All.Where(e => e.Kind == "odd_things").Select(e => (e.Id, e.Name, e.Workspace)).Should().Equal(("7", null, null), (null, null, null));
        seen.All.Should().NotContain(e => e.Kind == "cluster_events" || e.Kind == "ratelimiting_metrics" || e.Kind == "tags" || e.Kind == "schema_meta");
    }

    [Fact]
    public async Task Table_ThatMayNotBeRead_IsNamedAndTheRestIsRead()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync("postgres", $"CREATE ROLE {database.Name}_reader LOGIN PASSWORD 'reading'");
        await server.ExecuteAsync(database.Name, $"GRANT USAGE ON SCHEMA public TO {database.Name}_reader; GRANT SELECT ON routes, services TO {database.Name}_reader");
        await using KongDatabase reader = database.As(database.Name + "_reader", "reading");
        SeenEntities seen = await ReadAsync(reader);
        seen.All.Select(e => e.Kind).Distinct().Should().Equal("services", "routes");
        seen.Unread.Should().ContainMatch($"table plugins: {database.Name}_reader may not read it: GRANT SELECT*");
    }

    [Fact]
    public async Task Table_ThatSomebodyHolds_EndsTheReadingInsteadOfWaitingForEver()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using Npgsql.NpgsqlConnection holder = await server.HoldAsync(database.Name, "LOCK TABLE plugins");
        Func<Task> read = () => ReadAsync(database);
        (await read.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*reading entities*lock timeout*");
    }

    [Fact]
    public async Task Schema_WithoutTables_IsAnErrorThatSaysWhatToName()
    {
        await using KongDatabase database = await server.CreateAsync();
        Func<Task> read = () => ReadAsync(database);
        (await read.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*holds no table*Name Kong's own schema*");
    }

    private async Task<SeenEntities> ReadAsync(string dump)
    {
        await using KongDatabase database = await server.RestoreAsync(dump);
        return await ReadAsync(database);
    }

    private static async Task<SeenEntities> ReadAsync(KongDatabase database)
    {
        SeenEntities seen = new();
        await new PostgresEntitySource(database).ReadAsync(seen, TestContext.Current.CancellationToken);
        return seen;
    }
}
