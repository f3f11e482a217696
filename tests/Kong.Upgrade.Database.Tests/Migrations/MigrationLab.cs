using System.Collections.Concurrent;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Rehearsals;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>What several tests need of a database and its roles.</summary>
internal static class MigrationLab
{
    public const string Migrator = "migrator";
    public const string Careless = "careless";

    public static readonly FinishPermit Permit = FinishPermit.ForOperator("a test", TimeProvider.System);

    private static readonly ConcurrentDictionary<(string Dump, string Version), Lazy<Task<RehearsalReport>>> rehearsals = [];

    /// <summary>The same database as a role of the migration's own sees it: a login that takes on the owner's rights, as in kong-facts 12.2.</summary>
    public static async Task<KongDatabase> AsMigratorAsync(this PostgresServer server, KongDatabase database)
    {
        await server.ExecuteAsync("postgres", $"""
            SELECT pg_advisory_lock(4711);
            DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Migrator}') THEN
                CREATE ROLE {Migrator} LOGIN PASSWORD '{PostgresServer.Password.Replace("'", "''", StringComparison.Ordinal)}' IN ROLE kong;
                ALTER ROLE {Migrator} SET role = 'kong';
                ALTER ROLE {Migrator} SET client_connection_check_interval = '500ms';
                CREATE ROLE {Careless} LOGIN PASSWORD '{PostgresServer.Password.Replace("'", "''", StringComparison.Ordinal)}' IN ROLE kong;
            END IF; END $$
            """);
        return database.As(Migrator, PostgresServer.Password);
    }

    public static KongCliMigrationRunner Runner(this KongDatabase database, KongCommand kong, Action<KongMigrationOptions>? change = null)
    {
        KongMigrationOptions options = new();
        change?.Invoke(options);
        return new(kong, database, options);
    }

    /// <summary>What a rehearsal on a copy of this database would report, done once on a copy of this database.</summary>
    public static Task<RehearsalReport> RehearseAsync(this PostgresServer server, string dump, string version = "3.9.1") =>
        rehearsals.GetOrAdd((dump, version), _ => new(() => RehearseOnceAsync(server, dump, version))).Value;

    private static async Task<RehearsalReport> RehearseOnceAsync(PostgresServer server, string dump, string version)
    {
        await using KongDatabase copy = await server.RestoreAsync(dump);
        KongCliMigrationRunner runner = copy.Runner(SimulatedKong.Of(version));
        MigrationState before = await runner.GetStateAsync(TestContext.Current.CancellationToken), after = await runner.UpAsync(TestContext.Current.CancellationToken);
        return new() { Version = KongVersion.Parse(version), At = TimeProvider.System.GetUtcNow(), UpTook = runner.LastRun!.Took, Before = before, AfterUp = after };
    }

    /// <summary>Whether a process does anything; a dead one that nobody waited for does not.</summary>
    public static bool IsRunning(string process) => File.Exists($"/proc/{process}/stat") && File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1][0] is not ('Z' or 'X');

    public static Task<long> SessionsAsync(this PostgresServer server, KongDatabase database) =>
        server.ScalarAsync<long>(database.Name, $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database.Name}' AND application_name = 'kong'");

    public static Task<long> LocksAsync(this PostgresServer server, KongDatabase database) =>
        server.ScalarAsync<long>(database.Name, "SELECT count(*) FROM locks WHERE ttl > clock_timestamp()");

    public static Task HoldKongLockAsync(this PostgresServer server, KongDatabase database, string ttl, string owner = "11111111-1111-1111-1111-111111111111") =>
        server.ExecuteAsync(database.Name, $"DELETE FROM locks; INSERT INTO locks VALUES ('migrations', '{owner}', clock_timestamp() + interval '{ttl}')");

    public static void ShouldBe(this MigrationState state, MigrationState expected)
    {
        state.NeedsBootstrap.Should().Be(expected.NeedsBootstrap);
        state.Executed.Should().BeEquivalentTo(expected.Executed);
        state.Pending.Should().BeEquivalentTo(expected.Pending);
        state.New.Should().BeEquivalentTo(expected.New);
        state.Missing.Should().BeEquivalentTo(expected.Missing);
    }
}
