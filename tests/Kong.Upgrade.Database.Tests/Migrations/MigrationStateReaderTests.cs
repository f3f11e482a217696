using Kong.Upgrade.Migrations;
using Kong.Upgrade.TestServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Database.Tests.Migrations;

public class MigrationStateReaderTests(PostgresServer server)
{
    [Fact]
    public async Task Read_WhenStatusFails_AsksListAndSaysSo()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        using ScriptedKong kong = new("3.9.1", "[ \"$2\" = status ] && { echo 'Error: Cannot serialise function: type not supported' >&2; exit 1; }; exec \"$SIM\" \"$@\"");
        LogLines log = new();
        MigrationState state = await new MigrationStateReader(kong.Command, database, TimeProvider.System, log).ReadAsync(default);
        state.New.Should().HaveCount(9);
        log.Lines.Should().ContainSingle().Which.Should().Contain("'list' was read instead").And.Contain("Cannot serialise function");
    }

    [Fact]
    public async Task Read_OfAnotherDatabase_ContradictsAndNamesBoth()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), other = await server.RestoreAsync(Dumps.AfterFinish342);
        using ScriptedKong kong = new("3.9.1", $"KONG_PG_DATABASE={other.Name} exec \"$SIM\" \"$@\"");
        (await Failure(kong, database)).Should().Contain("contradict each other").And.Contain("core/021_340_to_350").And.Contain("schema_meta: ").And.Contain(database.Name);
    }

    [Fact]
    public async Task Read_OfAnotherSchemaWithoutKong_Contradicts()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using KongDatabase elsewhere = server.Database(database.Name, schema: "elsewhere");
        using ScriptedKong kong = new("3.9.1", "KONG_PG_SCHEMA=public exec \"$SIM\" \"$@\"");
        (await Failure(kong, elsewhere)).Should().Contain("needs bootstrap: False and True");
    }

    [Fact]
    public async Task Read_ThatWasOvertakenOnce_LooksAgain()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        string old = ScriptedKong.Recorded("3.4.2-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/status");
        using ScriptedKong kong = new("3.9.1", $"[ \"$(count calls)\" = 1 ] && play '{old}'; exec \"$SIM\" \"$@\"");
        MigrationState state = await new MigrationStateReader(kong.Command, database, TimeProvider.System, NullLogger.Instance).ReadAsync(default);
        (state.Pending.Count, state.New.Count).Should().Be((5, 0));
        kong.Read("calls").Split('\n').Should().HaveCount(2);
    }

    [Theory]
    [InlineData("badpw-list", false)]
    [InlineData("nodb-list", true)]
    [InlineData("dbdown-list", true)]
    public async Task Read_WhenKongCannot_ThrowsItsWords(string recording, bool isAlsoStatus)
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        string recorded = ScriptedKong.Recorded("3.4.2-to-3.9.1/s0-db-errors/3.9.1/" + recording);
        using ScriptedKong kong = new("3.9.1", isAlsoStatus ? $"[ \"$2\" = status ] && play '{recorded.Replace("-list", "-status", StringComparison.Ordinal)}'; play '{recorded}'" : $"play '{recorded}'");
        (await Failure(kong, database)).Should().Contain("[PostgreSQL error]").And.Contain("'kong migrations list' exited 1");
    }

    [Fact]
    public async Task Read_WithADatabaseThatIsDown_Throws()
    {
        server.SkipIfAbsent();
        await using KongDatabase nowhere = new($"Host=127.0.0.1;Port={PostgresServer.FreePort()};Database=kong;Username=kong;Password=secret-word");
        using ScriptedKong kong = new("3.9.1", $"play '{ScriptedKong.Recorded("3.4.2-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/status")}'");
        (await Failure(kong, nowhere)).Should().Contain("nobody listens there").And.NotContain("secret-word");
    }

    [Fact]
    public async Task Read_LeavesNoPrefixBehind_AndNobodyElseCouldLookInside()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        using ScriptedKong kong = new("3.9.1", "echo \"$KONG_PREFIX $(stat -c %a \"$KONG_PREFIX\")\" > \"$HERE/prefix\"; exec \"$SIM\" \"$@\"");
        await new MigrationStateReader(kong.Command, database, TimeProvider.System, NullLogger.Instance).ReadAsync(default);
        string[] seen = kong.Read("prefix").Split(' ');
        seen[1].Should().Be("700");
        Directory.Exists(seen[0]).Should().BeFalse();
    }

    private static async Task<string> Failure(ScriptedKong kong, KongDatabase database)
    {
        Func<Task> reading = () => new MigrationStateReader(kong.Command, database, TimeProvider.System, NullLogger.Instance).ReadAsync(default);
        return (await reading.Should().ThrowAsync<UpgradeServiceException>()).Which.Message;
    }
}
