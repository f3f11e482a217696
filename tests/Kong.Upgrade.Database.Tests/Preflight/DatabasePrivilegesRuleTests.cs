using Kong.Upgrade.Preflight;
using Kong.Upgrade.Roles;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Preflight;

public class DatabasePrivilegesRuleTests(PostgresServer server)
{
    private static readonly PreflightFacts facts = FactsOf.Upgrade("3.4.2", "3.9.1");

    [Fact]
    public async Task Roles_AsTheyShouldBe_GiveNoFindingAndLeaveNothing()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Before342), administrator = server.Database(owner.Name, "admin");
        DatabaseRoles roles = new(administrator, owner);
        await using KongDatabase migration = await roles.CreateMigrationRoleAsync(default), green = await roles.CreateGreenRoleAsync(default);
        string before = await server.DumpAsync(owner.Name);
        (await new DatabasePrivilegesRule(migration, owner, green).EvaluateAsync(facts, default)).Should().BeEmpty();
        (await server.DumpAsync(owner.Name)).Should().Be(before);
    }

    [Fact]
    public async Task Roles_ThatAreShared_SayWhatIsLost()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Before342);
        IReadOnlyList<PreflightFinding> findings = await new DatabasePrivilegesRule(owner, owner).EvaluateAsync(facts, default);
        findings.Select(f => f.Severity).Should().Equal(FindingSeverity.Warning, FindingSeverity.Warning, FindingSeverity.Warning, FindingSeverity.Information);
        string.Join('\n', findings.Select(f => f.What)).Should().ContainAll("freeze cannot tell them apart", "cannot be fenced", "no lock_timeout", "no client_connection_check_interval");
    }

    [Fact]
    public async Task Role_ThatDoesNotActAsKongs_IsBlocking()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync("postgres", $"CREATE ROLE {owner.Name}_plain LOGIN IN ROLE kong PASSWORD 'plainplain'");
        await using KongDatabase plain = owner.As(owner.Name + "_plain", "plainplain");
        await BlocksAsync(new(plain, owner), "*does not act as Kong's role*");
    }

    [Fact]
    public async Task Table_OfSomebodyElse_IsBlockingAndNamed()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(owner.Name, "ALTER TABLE plugins OWNER TO admin; ALTER FUNCTION sync_tags() OWNER TO admin");
        await BlocksAsync(new(owner, owner), "*2 objects of schema public: plugins (owner admin), sync_tags() (owner admin)*");
    }

    [Fact]
    public async Task Schema_WhereNothingMayBeCreated_IsBlocking()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Before342);
        await server.ExecuteAsync(owner.Name, $"ALTER DATABASE {owner.Name} OWNER TO admin; ALTER SCHEMA public OWNER TO admin; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        await BlocksAsync(new(owner, owner), "*permission denied for schema public*");
    }

    [Fact]
    public async Task Locks_OnKongsTables_DoNotMatter()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Before342);
        await using NpgsqlConnection stranger = await server.HoldAsync(owner.Name, "LOCK TABLE plugins, routes, services, schema_meta");
        (await new DatabasePrivilegesRule(owner, owner).EvaluateAsync(facts, default)).Should().NotContain(f => f.Severity == FindingSeverity.Blocking);
    }

    private static async Task BlocksAsync(DatabasePrivilegesRule rule, string what) =>
        (await rule.EvaluateAsync(facts, default)).Where(f => f.Severity == FindingSeverity.Blocking).Should().ContainSingle().Which.What.Should().Match(what);
}
