using Kong.Upgrade.Roles;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Roles;

public class DatabaseRolesTests(PostgresServer server)
{
    [Fact]
    public async Task MigrationRole_OnceMade_ActsAsKongAndNeverWaitsForLong()
    {
        await using KongDatabase owner = await server.RestoreAsync(Dumps.Before342), administrator = server.Database(owner.Name, "admin");
        DatabaseRoles roles = new(administrator, owner);
        await using KongDatabase migration = await roles.CreateMigrationRoleAsync(default);
        migration.Username.Should().Be(owner.Name + "_migration");
        string settings = (await server.ScalarAsync<string>(owner.Name, $"SELECT array_to_string(setconfig, ' ') FROM pg_db_role_setting JOIN pg_roles r ON r.oid = setrole WHERE rolname = '{migration.Username}'"))!;
        settings.Should().Contain("role=kong").And.Contain("lock_timeout=1500ms").And.Contain("client_connection_check_interval=500ms").And.Contain("idle_in_transaction_session_timeout=60000ms").And.NotContain("statement_timeout=");
        (await migration.RunAsync("looking", s => s.ScalarAsync<string>("SHOW lock_timeout", default), default)).Should().Be("1500ms");
    }

    [Fact]
    public async Task MigrationRole_MadeAgainByAnotherProcess_LocksNobodyOut()
    {
        await using KongDatabase owner = await server.CreateAsync(), administrator = server.Database(owner.Name, "admin");
        await using KongDatabase first = await new DatabaseRoles(administrator, owner).CreateMigrationRoleAsync(default);
        await using KongDatabase second = await new DatabaseRoles(administrator, owner).CreateMigrationRoleAsync(default);
        (await second.RunAsync("asking", s => s.ScalarAsync<string>("SELECT session_user::text || ' ' || current_user::text", default), default)).Should().Be($"{owner.Name}_migration kong");
        // Another process that looks at the same upgrade must not lock the first one out.
        (await first.RunAsync("asking", s => s.ScalarAsync<string>("SELECT session_user::text", default), default)).Should().Be($"{owner.Name}_migration");
    }

    [Fact]
    public async Task GreenRole_ThatExists_NeedsThePasswordThatItsNodesKnow()
    {
        await using KongDatabase owner = await server.CreateAsync(), administrator = server.Database(owner.Name, "admin");
        DatabaseRoles given = new(administrator, owner, new() { GreenPassword = "of'green\\nodes" });
        await using KongDatabase first = await given.CreateGreenRoleAsync(default), again = await given.CreateGreenRoleAsync(default);
        await using DatabaseSessionProbe stillOpen = await DatabaseSessionProbe.OpenAsync(first);
        Func<Task> unknown = () => new DatabaseRoles(administrator, owner).CreateGreenRoleAsync(default);
        await unknown.Should().ThrowAsync<UpgradeServiceException>().WithMessage("*exists*not known here*GreenPassword*");
    }

    [Fact]
    public async Task GreenRole_WithoutAGivenPassword_IsTheSameForTheNextProcess()
    {
        await using KongDatabase owner = await server.CreateAsync(), administrator = server.Database(owner.Name, "admin");
        await using KongDatabase first = await new DatabaseRoles(administrator, owner).CreateGreenRoleAsync(default);
        await using KongDatabase second = await new DatabaseRoles(administrator, owner).CreateGreenRoleAsync(default);

        (await first.RunAsync("asking", s => s.ScalarAsync<string>("SELECT session_user::text", default), default)).Should().Be($"{owner.Name}_green");
        first.Password.Should().Be(second.Password).And.NotContain(owner.Password);
    }

    [Fact]
    public async Task Role_ThatSomebodyElseMade_IsNeitherChangedNorDropped()
    {
        await using KongDatabase owner = await server.CreateAsync(), administrator = server.Database(owner.Name, "admin");
        await server.ExecuteAsync("postgres", $"CREATE ROLE {owner.Name}_migration NOLOGIN");
        DatabaseRoles roles = new(administrator, owner);
        foreach (Func<Task> attempt in new Func<Task>[] { () => roles.CreateMigrationRoleAsync(default), () => roles.DropMigrationRoleAsync(default) })
            await attempt.Should().ThrowAsync<UpgradeServiceException>().WithMessage("*not made for database*left alone*");
        (await server.ScalarAsync<bool>("postgres", $"SELECT rolcanlogin FROM pg_roles WHERE rolname = '{owner.Name}_migration'")).Should().BeFalse();
    }

    [Fact]
    public async Task Role_OfAnotherDatabasesUpgrade_IsNotOurs()
    {
        await using KongDatabase owner = await server.CreateAsync(), administrator = server.Database(owner.Name, "admin");
        await using KongDatabase other = await server.CreateAsync();
        await using KongDatabase made = await new DatabaseRoles(administrator, other, new() { MigrationName = other.Name + "_shared" }).CreateMigrationRoleAsync(default);
        Func<Task> attempt = () => new DatabaseRoles(administrator, owner, new() { MigrationName = other.Name + "_shared" }).DropMigrationRoleAsync(default);
        await attempt.Should().ThrowAsync<UpgradeServiceException>().WithMessage($"*{other.Name}*left alone*");
    }

    [Fact]
    public async Task Drop_OfARoleInUse_EndsItsSessionsAndMayBeRepeated()
    {
        await using KongDatabase owner = await server.CreateAsync(), administrator = server.Database(owner.Name, "admin");
        DatabaseRoles roles = new(administrator, owner);
        await using KongDatabase migration = await roles.CreateMigrationRoleAsync(default);
        await using DatabaseSessionProbe session = await DatabaseSessionProbe.OpenAsync(migration);
        await roles.DropMigrationRoleAsync(default);
        await roles.DropMigrationRoleAsync(default);
        (await server.ScalarAsync<long>("postgres", $"SELECT count(*) FROM pg_roles WHERE rolname = '{migration.Username}'")).Should().Be(0);
    }

    [Fact]
    public async Task Drop_OfARoleThatOwnsSomething_IsRefusedBeforeAnythingIsDone()
    {
        await using KongDatabase owner = await server.CreateAsync(), administrator = server.Database(owner.Name, "admin");
        DatabaseRoles roles = new(administrator, owner);
        await using KongDatabase migration = await roles.CreateMigrationRoleAsync(default);
        await server.ExecuteAsync(owner.Name, $"CREATE TABLE its_own (); ALTER TABLE its_own OWNER TO {migration.Username}");
        Func<Task> drop = () => roles.DropMigrationRoleAsync(default);
        await drop.Should().ThrowAsync<UpgradeServiceException>().WithMessage("*owns 1 objects*REASSIGN OWNED BY*");
        await using DatabaseSessionProbe stillLogsIn = await DatabaseSessionProbe.OpenAsync(migration);
    }

    [Fact]
    public async Task Administrator_WithoutCreateRole_IsToldWhatIsMissing()
    {
        await using KongDatabase owner = await server.CreateAsync(), plain = server.Database(owner.Name);
        Func<Task> create = () => new DatabaseRoles(plain, owner).CreateMigrationRoleAsync(default);
        (await create.Should().ThrowAsync<UpgradeServiceException>().WithMessage("*permission denied*kong needs CREATEROLE*SqlToRunAsync*")).Which.Message.Should().NotContain("PASSWORD");
    }

    [Fact]
    public async Task Administrator_WithCreateRoleOnly_MakesBothRoles()
    {
        await using KongDatabase owner = await server.CreateAsync();
        await server.ExecuteAsync("postgres", $"CREATE ROLE {owner.Name}_maker LOGIN CREATEROLE PASSWORD '{PostgresServer.Password.Replace("'", "''", StringComparison.Ordinal)}'");
        if (await server.ScalarAsync<int>("postgres", "SELECT current_setting('server_version_num')::int") >= 160000) await server.ExecuteAsync("postgres", $"GRANT kong TO {owner.Name}_maker WITH ADMIN OPTION");
        await using KongDatabase maker = server.Database(owner.Name, owner.Name + "_maker");
        DatabaseRoles roles = new(maker, owner);
        await using KongDatabase migration = await roles.CreateMigrationRoleAsync(default), green = await roles.CreateGreenRoleAsync(default);
    }

    [Fact]
    public async Task SqlToRun_RunByHand_MakesRolesThatWork()
    {
        await using KongDatabase owner = await server.CreateAsync(), administrator = server.Database(owner.Name, "admin");
        IReadOnlyList<string> lines = await new DatabaseRoles(administrator, owner).SqlToRunAsync(default);
        lines.Should().Contain(l => l.Contains("'<password>'", StringComparison.Ordinal)).And.Contain(l => l.StartsWith("-- Without the migration role", StringComparison.Ordinal));
        await server.ExecuteAsync("postgres", string.Join('\n', lines));
        await using KongDatabase migration = owner.As(owner.Name + "_migration", "<password>");
        (await migration.RunAsync("asking", s => s.ScalarAsync<string>("SELECT current_user::text || current_setting('lock_timeout')", default), default)).Should().Be("kong1500ms");
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        DatabaseRoleOptions wrong = new() { MigrationName = "a", GreenName = "a", GreenPassword = "short", LockTimeout = TimeSpan.FromMinutes(2) };
        wrong.Validate().Should().HaveCount(3).And.Contain(p => p.Contains("both 'a'", StringComparison.Ordinal)).And.NotContain(p => p.Contains("short", StringComparison.Ordinal));
        new DatabaseRoleOptions().Validate().Should().BeEmpty();
    }
}
