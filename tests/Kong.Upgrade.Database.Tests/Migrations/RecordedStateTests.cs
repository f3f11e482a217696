using Kong.Upgrade.Migrations;
using Kong.Upgrade.TestServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>Every recorded database, and what real Kong of both versions said about it.</summary>
public class RecordedStateTests(PostgresServer server)
{
    private const string AfterUp342InUse = "3.4.2-to-3.9.1/s3-after-up/db.dump.sql";
    private const string AfterUp390 = "3.9.0-to-3.9.1/s3-after-up/db.dump.sql";
    private const string Nothing = "";

    /// <summary>Dump, version, recorded command (list or status).</summary>
    public static TheoryData<string, string, string> ByNewVersion => new()
    {
        { Nothing, "3.9.1", "3.4.2-to-3.9.1/s0-not-bootstrapped/3.9.1/status" },
        { Nothing, "2.8.5", "3.4.2-to-3.9.1/s0-not-bootstrapped/3.9.1/list" },
        { Dumps.Empty342, "3.4.2", "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/status" },
        { Dumps.Before342, "3.4.2", "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/status" },
        { Dumps.Before342, "3.9.1", "3.4.2-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/status" },
        { Dumps.Before342, "2.8.5", "3.4.2-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/list" },
        { Dumps.AfterUp342, "2.8.5", "3.4.2-to-3.9.1/s4-clean-up-finish/2-list" },
        { AfterUp342InUse, "3.9.1", "3.4.2-to-3.9.1/s3-after-up/3.9.1/status" },
        { Dumps.WrittenBySides342, "2.8.5", "3.4.2-to-3.9.1/s3-after-up/3.9.1/list" },
        { Dumps.AfterFinish342, "3.9.1", "3.4.2-to-3.9.1/s4-clean-up-finish/3-status" },
        { Dumps.AfterFinish342, "2.8.5", "3.4.2-to-3.9.1/s4-clean-up-finish/3-list" },
        { Dumps.Before390, "3.9.0", "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/status" },
        { Dumps.Before390, "3.9.1", "3.9.0-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/status" },
        { AfterUp390, "3.9.1", "3.9.0-to-3.9.1/s3-after-up/3.9.1/status-after" },
        { AfterUp390, "2.8.5", "3.9.0-to-3.9.1/s3-after-up/3.9.0/list" },
        { Dumps.AfterFinish390, "3.9.1", "3.9.0-to-3.9.1/s4-after-finish/3.9.1/status" },
        { Dumps.AfterFinish390, "2.8.5", "3.9.0-to-3.9.1/s4-after-finish/3.9.0/list" },
        { Dumps.Before285, "2.8.5", "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/list" },
        { Dumps.Before285, "3.9.1", "2.8.5-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/status" },
        { Dumps.Before285, "2.8.5", "2.8.5-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/list" },
        { Dumps.AfterUp285, "3.9.1", "2.8.5-to-3.9.1/s3-after-up/3.9.1/status-after" },
        { Dumps.AfterUp285, "2.8.5", "2.8.5-to-3.9.1/s3-after-up/3.9.1/list-after" },
        { Dumps.AfterFinish285, "3.9.1", "2.8.5-to-3.9.1/s4-after-finish/3.9.1/status" },
        { Dumps.AfterFinish285, "2.8.5", "2.8.5-to-3.9.1/s4-after-finish/3.9.1/list" },
    };

    /// <summary>The old kong on a newer database: it says nothing about names that it does not know (kong-facts 1.3).</summary>
    public static TheoryData<string, string, string> ByOldVersion => new()
    {
        { AfterUp342InUse, "3.4.2", "3.4.2-to-3.9.1/s3-after-up/3.4.2/status" },
        { AfterUp342InUse, "2.8.5", "3.4.2-to-3.9.1/s3-after-up/3.4.2/list" },
        { Dumps.AfterFinish342, "2.8.5", "3.4.2-to-3.9.1/s4-clean-up-finish/3-old-list" },
        { Dumps.AfterUp285, "2.8.5", "2.8.5-to-3.9.1/s3-after-up/2.8.5/list" },
        { Dumps.AfterFinish285, "2.8.5", "2.8.5-to-3.9.1/s4-after-finish/2.8.5/list" },
    };

    [Theory, MemberData(nameof(ByNewVersion))]
    public async Task State_OfARecordedDatabase_IsWhatTheRecordedCommandSays(string dump, string version, string command)
    {
        MigrationState state = await ReadAsync(dump, version, command);
        KongView said = Said(command);
        if (said.NeedsBootstrap) state.NeedsBootstrap.Should().BeTrue();
        state.ShouldBe(new() { NeedsBootstrap = said.NeedsBootstrap, Executed = said.Executed, Pending = said.Pending, New = said.New, Missing = said.Missing });
        state.SeenBy.Should().Be(KongVersion.Parse(version));
    }

    [Theory, MemberData(nameof(ByOldVersion))]
    public async Task State_ByTheOldKong_HasWhatItSaysAndWhatTheDatabaseKnowsBesides(string dump, string version, string command)
    {
        MigrationState state = await ReadAsync(dump, version, command);
        KongView said = Said(command);
        state.Executed.Should().Contain(said.Executed).And.HaveCountGreaterThan(said.Executed.Count);
        state.IsUp.Should().BeTrue();
    }

    [Fact]
    public async Task State_WithTwiceRecordedNames_CountsThemOnce()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        await server.ExecuteAsync(database.Name, "UPDATE schema_meta SET executed = executed || executed, last_executed = '000_base' WHERE subsystem = 'core'");
        await server.ExecuteAsync(database.Name, "UPDATE schema_meta SET pending = pending || executed WHERE subsystem = 'core'");
        SchemaMeta meta = await SchemaMeta.ReadAsync(database, default);
        KongView said = Said("3.4.2-to-3.9.1/s4-clean-up-finish/2-list");
        meta.Executed.Should().BeEquivalentTo(said.Executed);
        meta.Pending.Should().BeEquivalentTo(said.Pending);
    }

    // A script of version 2.8.5 is asked by 'list', any other by 'status': so both are read against the same database.
    private async Task<MigrationState> ReadAsync(string dump, string version, string command)
    {
        await using KongDatabase database = dump == Nothing ? await server.CreateAsync() : await server.RestoreAsync(dump);
        string verb = version == "2.8.5" ? "list" : "status";
        using ScriptedKong kong = new(version, $"[ \"$2\" = {verb} ] || exit 99\nplay '{ScriptedKong.Recorded(command)}'");
        return await new MigrationStateReader(kong.Command, database, TimeProvider.System, NullLogger.Instance).ReadAsync(default);
    }

    private static KongView Said(string command) => StatusOutput.Read(Recordings.Read(command + ".out")) ?? ListOutput.Read(int.Parse(Recordings.Read(command + ".rc"), System.Globalization.CultureInfo.InvariantCulture), Recordings.Read(command + ".out"))!;
}
