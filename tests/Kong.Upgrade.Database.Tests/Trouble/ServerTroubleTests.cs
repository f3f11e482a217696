using Kong.Upgrade.Database;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Trouble;

/// <summary>Troubles that a database has; each is brought about on a real server.</summary>
public class ServerTroubleTests(PostgresServer server)
{
    [Fact]
    public async Task Server_ThatIsDown_IsTransient()
    {
        server.SkipIfAbsent();
        await using KongDatabase down = new($"Host=127.0.0.1;Port={PostgresServer.FreePort()};Database=kong;Username=kong;Password=\"{PostgresServer.Password.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        UpgradeServiceException failure = await Failing.OnAsync(down);
        failure.Message.Should().Contain("nobody listens there").And.Contain("pg_host and pg_port");
        failure.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Host_ThatIsUnknown_IsNamed()
    {
        await using KongDatabase nowhere = new("Host=no-such-host.invalid;Database=kong;Username=kong");
        UpgradeServiceException failure = await Failing.OnAsync(nowhere);
        failure.Message.Should().Contain("no-such-host.invalid").And.Contain("Check pg_host");
        failure.IsTransient.Should().Be(failure.Message.Contains("could not be looked up", StringComparison.Ordinal), "only a name server out of reach may come back");
    }

    [Fact]
    public async Task Server_RestartedInTheMiddleOfASession_IsTransient()
    {
        await using PostgresServer own = new();
        await own.InitializeAsync();
        own.SkipIfAbsent();
        await using KongDatabase database = own.Database("postgres");
        await using DatabaseSession session = await database.OpenAsync("counting services", default);
        await own.StopAsync();
        await own.StartAsync();
        UpgradeServiceException failure = await Failing.OfAsync(database, () => session.ExecuteAsync("SELECT 1", default));
        failure.Message.Should().MatchRegex("terminating connection|connection broke");
        failure.IsTransient.Should().BeTrue();
        (await database.RunAsync("counting services", s => s.ScalarAsync<int>("SELECT 1", default), default)).Should().Be(1, "a new session works");
    }

    [Fact]
    public async Task Password_ThatIsWrong_IsNotTransient()
    {
        await using KongDatabase owner = await server.CreateAsync(), wrong = owner.As("kong", "not the one");
        UpgradeServiceException failure = await Failing.OnAsync(wrong);
        failure.Message.Should().Contain("password authentication failed for user \"kong\"").And.Contain("28P01").And.NotContain("not the one");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Database_ThatIsUnknown_IsNotTransient()
    {
        server.SkipIfAbsent();
        await using KongDatabase unknown = server.Database("nosuchdb");
        UpgradeServiceException failure = await Failing.OnAsync(unknown);
        failure.Message.Should().Contain("database \"nosuchdb\" does not exist").And.Contain("pg_database");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Schema_ThatIsNotKongs_IsNamed()
    {
        await using KongDatabase owner = await server.CreateAsync(), other = server.Database(owner.Name, schema: "elsewhere");
        UpgradeServiceException failure = await Failing.OnAsync(other, "SELECT count(*) FROM services");
        failure.Message.Should().Contain("relation \"services\" does not exist").And.Contain("schema elsewhere").And.Contain("pg_schema");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Permission_ThatIsMissing_IsNotTransient()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Empty342);
        await server.ExecuteAsync(owner.Name, "ALTER TABLE services OWNER TO admin");
        UpgradeServiceException failure = await Failing.OnAsync(owner, "SELECT count(*) FROM services");
        failure.Message.Should().Contain("permission denied for table services").And.Contain("Grant kong");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Statement_ThatTakesTooLong_SaysWhoseTimeout()
    {
        await using KongDatabase owner = await server.CreateAsync();
        UpgradeServiceException failure = await Failing.OnAsync(owner, "SET statement_timeout = '50ms'; SELECT pg_sleep(30)");
        failure.Message.Should().Contain("statement timeout").And.Contain("statement_timeout of the role");
        failure.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Statement_WithoutAnAnswerInTime_IsTransient()
    {
        await using KongDatabase owner = await server.CreateAsync();
        await using KongDatabase impatient = new(server.ConnectionString(owner.Name, "kong") + ";Command Timeout=1");
        UpgradeServiceException failure = await Failing.OnAsync(impatient, "SELECT pg_sleep(30)");
        failure.Message.Should().Contain("no answer in time");
        failure.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Lock_HeldByAStranger_IsTransient()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Empty342);
        await using NpgsqlConnection stranger = await server.HoldAsync(owner.Name, "LOCK TABLE plugins");
        UpgradeServiceException failure = await Failing.OnAsync(owner, "SET lock_timeout = '50ms'; SELECT count(*) FROM plugins");
        failure.Message.Should().Contain("lock timeout").And.Contain("pg_locks");
        failure.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Connections_AllTaken_AreTransient()
    {
        await using KongDatabase owner = await server.CreateAsync();
        await server.ExecuteAsync(owner.Name, $"CREATE ROLE {owner.Name}_few LOGIN CONNECTION LIMIT 1 PASSWORD 'fewfewfew'");
        await using KongDatabase few = owner.As(owner.Name + "_few", "fewfewfew");
        await using DatabaseSession one = await few.OpenAsync("counting services", default);
        UpgradeServiceException failure = await Failing.OfAsync(few, () => few.OpenAsync("counting services", default));
        failure.Message.Should().Contain("too many connections for role").And.Contain("max_connections");
        failure.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Server_WithoutRoomForMore_IsTransient()
    {
        await using PostgresServer small = new() { Settings = ["max_connections=4", "superuser_reserved_connections=1", "max_wal_senders=0"] };
        await small.InitializeAsync();
        small.SkipIfAbsent();
        await using KongDatabase database = small.Database("postgres");
        List<DatabaseSession> taken = [];
        UpgradeServiceException failure = await Failing.OfAsync(database, async () => { for (int i = 0; i < 5; i++) taken.Add(await database.OpenAsync("counting services", default)); });
        failure.Message.Should().MatchRegex("too many clients|remaining connection slots").And.Contain("max_connections");
        failure.IsTransient.Should().BeTrue();
        foreach (DatabaseSession session in taken) await session.DisposeAsync();
    }

    [Fact]
    public async Task Database_ThatIsReadOnly_IsNotTransient()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Empty342);
        await server.ExecuteAsync("postgres", $"ALTER DATABASE {owner.Name} SET default_transaction_read_only = on");
        UpgradeServiceException failure = await Failing.OnAsync(owner, "DELETE FROM locks");
        failure.Message.Should().Contain("read-only transaction").And.Contain("primary");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Disk_ThatIsFull_IsNotTransient()
    {
        await using KongDatabase owner = await server.CreateAsync();
        await using SmallDisk disk = await SmallDisk.MountAsync();
        string space = owner.Name + "_small";
        await server.ExecuteAsync("postgres", $"CREATE TABLESPACE {space} LOCATION '{disk.Folder}'");
        await server.ExecuteAsync("postgres", $"GRANT CREATE ON TABLESPACE {space} TO kong");
        try
        {
            UpgradeServiceException failure = await Failing.OnAsync(owner, $"CREATE TABLE big TABLESPACE {space} AS SELECT repeat('x', 1000) FROM generate_series(1, 20000)");
            failure.Message.Should().Contain("No space left on device").And.Contain("53100").And.Contain("Free space on the database server");
            failure.IsTransient.Should().BeFalse();
        }
        finally
        {
            await server.ExecuteAsync("postgres", $"DROP TABLESPACE {space}");
        }
    }

    [Fact]
    public async Task Space_ThatIsLimited_IsNotTransient()
    {
        await using KongDatabase owner = await server.CreateAsync();
        await server.ExecuteAsync("postgres", $"ALTER DATABASE {owner.Name} SET work_mem = '64kB'");
        await server.ExecuteAsync("postgres", $"CREATE ROLE {owner.Name}_small LOGIN PASSWORD 'smallsmall'; ALTER ROLE {owner.Name}_small SET temp_file_limit = '1MB'");
        await using KongDatabase small = owner.As(owner.Name + "_small", "smallsmall");
        UpgradeServiceException failure = await Failing.OnAsync(small, "SELECT count(*) FROM (SELECT repeat('x', 100) || g t FROM generate_series(1, 200000) g ORDER BY 1 OFFSET 0) t");
        failure.Message.Should().Contain("temp_file_limit").And.Contain("53400");
        failure.IsTransient.Should().BeFalse();
    }
}
