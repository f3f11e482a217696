using Kong.Upgrade.Migrations;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Migrations;

public class OwnershipTests(PostgresServer server)
{
    private const string MakesObjects =
        "\n\"$SIM\" \"$@\"; code=$?; sql \"CREATE TABLE made (id serial); CREATE FUNCTION made() RETURNS int LANGUAGE sql AS 'SELECT 1'\"; exit $code";

    [Fact]
    public async Task Up_AsARoleThatKeepsWhatItMakes_FailsWithTheRemedy()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        await server.ExecuteAsync(database.Name, $"GRANT CREATE ON SCHEMA public TO {MigrationLab.Careless}");
        await using KongDatabase careless = database.As(MigrationLab.Careless, PostgresServer.Password);
        using ScriptedKong kong = ScriptedKong.Acting(MakesObjects);
        KongCliMigrationRunner runner = careless.Runner(kong.Command);
        string message = (await ((Func<Task>)(() => runner.UpAsync(default))).Should().ThrowAsync<UpgradeServiceException>()).Which.Message;
        message.Should().Contain("ALTER TABLE made OWNER TO \"kong\";").And.Contain("ALTER FUNCTION made() OWNER TO \"kong\";").And.Contain("SET role = 'kong'");
        runner.LastRun!.Strangers.Should().Contain("TABLE made (of careless)").And.Contain("SEQUENCE made_id_seq (of careless)");
        // Asked again, it has nothing to run and still does not call that good.
        (await ((Func<Task>)(() => runner.UpAsync(default))).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*OWNER TO*");
        await server.ExecuteAsync(database.Name, "ALTER TABLE made OWNER TO kong; ALTER FUNCTION made() OWNER TO kong; " +
            "DO $$ DECLARE o record; BEGIN FOR o IN SELECT oid::regclass AS name FROM pg_class WHERE relowner = 'careless'::regrole AND relkind = 'r' LOOP EXECUTE format('ALTER TABLE %s OWNER TO kong', o.name); END LOOP; " +
            "FOR o IN SELECT oid::regclass AS name FROM pg_class WHERE relowner = 'careless'::regrole AND relkind = 'S' LOOP EXECUTE format('ALTER SEQUENCE %s OWNER TO kong', o.name); END LOOP; " +
            "FOR o IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proowner = 'careless'::regrole LOOP EXECUTE format('ALTER FUNCTION %s OWNER TO kong', o.name); END LOOP; END $$");
        (await runner.UpAsync(default)).IsUp.Should().BeTrue();
    }

    [Fact]
    public async Task Up_BesideOldObjectsOfOthers_LeavesThemAlone()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        await server.ExecuteAsync(database.Name, "CREATE TABLE reports (id int); CREATE EXTENSION IF NOT EXISTS pgcrypto");
        using ScriptedKong kong = ScriptedKong.Acting(MakesObjects);
        KongCliMigrationRunner runner = migrator.Runner(kong.Command);
        await runner.UpAsync(default);
        runner.LastRun!.Strangers.Should().Equal("TABLE reports (of admin)");
    }
}
