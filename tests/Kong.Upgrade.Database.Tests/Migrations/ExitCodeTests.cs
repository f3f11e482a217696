using Kong.Upgrade.Migrations;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>Exit codes and last words of real Kong, against a database that stands as it then did: only the database is believed (kong-facts 1.4, 11).</summary>
public class ExitCodeTests(PostgresServer server)
{
    private const string Does = "\"$SIM\" \"$@\" > /dev/null 2>&1; ";

    /// <summary>What <c>up</c> said, whether it had migrated, and what must come of it.</summary>
    public static TheoryData<string, bool, string?> Ups => new()
    {
        { "3.4.2-to-3.9.1/s4-clean-up-finish/2-up", true, null },
        { "3.4.2-to-3.9.1/s4-clean-up-finish/2-up", false, "*still new*exit 0*Database has pending migrations; run*" },
        // Killed before this run, finished by a survivor, and refused: exit 1, and all is well (11.4).
        { "3.4.2-to-3.9.1/s2-up-killed/up-after-ttl", true, null },
        { "3.4.2-to-3.9.1/s2-up-killed/up-after-ttl", false, "*exit 1*Database has pending migrations*" },
        { "3.4.2-to-3.9.1/s3-after-up/3.9.1/up-again", true, null },
        { "3.4.2-to-3.9.1/s3-after-up/3.9.1/up-q-again", true, null },
        { "3.4.2-to-3.9.1/s2-up-variants/two-up-a", true, null },
        // Exit 0 and nothing was done (11.3).
        { "3.4.2-to-3.9.1/s2-up-killed/up-after-kill", false, "*exit 0*aborted: another node*Somebody else held Kong's lock*" },
        { "3.4.2-to-3.9.1/s2-up-killed/up-after-kill", true, null },
        { "3.4.2-to-3.9.1/s2-up-variants/lock-released-while-waiting-up", false, "*exit 0*aborted*" },
        { "3.4.2-to-3.9.1/s2-up-variants/lock-expires-while-waiting-up", false, "*exit 0*aborted*" },
        { "3.4.2-to-3.9.1/s4-clean-up-finish/3-up-again", false, "*exit 0*already up-to-date*" },
        { "3.4.2-to-3.9.1/s4-clean-up-finish/3-up-again", true, null },
        { "3.4.2-to-3.9.1/s2-up-variants/lock-held-up-timeout3", false, "*exit 1*PostgreSQL error] timeout*" },
        { "3.4.2-to-3.9.1/s0-not-bootstrapped/3.9.1/up", false, "*exit 1*needs bootstrapping*" },
        { "3.4.2-to-3.9.1/s0-db-errors/3.9.1/dbdown-up", false, "*exit 1*connection refused*" },
        { "3.4.2-to-3.9.1/s0-db-errors/3.9.1/badpw-up", false, "*exit 1*authentication exchange unsuccessful*" },
        { "3.4.2-to-3.9.1/s0-db-errors/3.9.1/nodb-up", false, "*exit 1*does not exist*" },
        { "3.9.1/db-read-only/up", false, "*exit 1*read-only transaction*" },
        { "3.4.2-to-3.9.1/s2-up-variants/up--vv", true, null },
        { "3.4.2-to-3.9.1/s2-up-variants/up-q", true, null },
        { "3.4.2-to-3.9.1/s2-up-variants/two-up-b", true, null },
        { "3.4.2-to-3.9.1/s2-up-blocked/up-again", true, null },
        { "2.8.5-to-3.9.1/s3-after-up/3.9.1/up-after", true, null },
    };

    /// <summary>What <c>finish</c> said, whether it had finished, and what must come of it.</summary>
    public static TheoryData<string, bool, string?> Finishes => new()
    {
        { "3.4.2-to-3.9.1/s4-clean-up-finish/3-finish", true, null },
        { "3.4.2-to-3.9.1/s4-clean-up-finish/3-finish", false, "*still pending*" },
        { "3.4.2-to-3.9.1/s2-up-variants/lock-held-finish", false, "*exit 0*aborted: another node*" },
        { "3.4.2-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/finish", false, "*exit 0*New migrations available*" },
        { "3.4.2-to-3.9.1/s4-clean-up-finish/3-finish-again", true, null },
        { "3.4.2-to-3.9.1/s4-clean-up-finish/3-finish-again", false, "*exit 0*No pending migrations to finish*" },
        { "3.4.2-to-3.9.1/s4-clean-up-finish/3-old-finish", false, "*exit 0*No pending migrations to finish*" },
        { "3.4.2-to-3.9.1/s0-not-bootstrapped/3.9.1/finish", false, "*exit 1*needs bootstrapping*" },
        { "3.4.2-to-3.9.1/s0-db-errors/3.9.1/dbdown-finish", false, "*exit 1*connection refused*" },
        { "3.4.2-to-3.9.1/s2-up-variants/finish--v", true, null },
        { "3.4.2-to-3.9.1/s2-up-variants/finish--vv", true, null },
    };

    [Theory, MemberData(nameof(Ups))]
    public Task Up_WithRecordedWords_BelievesTheDatabase(string recording, bool isDone, string? failure) =>
        CheckAsync(Dumps.Before342, recording, isDone, failure, (runner, token) => runner.UpAsync(token));

    [Theory, MemberData(nameof(Finishes))]
    public Task Finish_WithRecordedWords_BelievesTheDatabase(string recording, bool isDone, string? failure) =>
        CheckAsync(Dumps.AfterUp342, recording, isDone, failure, (runner, token) => runner.FinishAsync(MigrationLab.Permit, token));

    [Fact]
    public async Task Up_BlockedByATableLock_IsIncompleteAndMayBeRepeated()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        string recorded = ScriptedKong.Recorded("3.4.2-to-3.9.1/s2-up-blocked/up-blocked-by-table-lock");
        using ScriptedKong kong = ScriptedKong.Acting($"[ \"$(count ups)\" = 1 ] || exec \"$SIM\" \"$@\"\nSIMULATED_KONG_FAIL_AT=acme/003_350_to_360 {Does}play '{recorded}'");
        KongCliMigrationRunner runner = database.Runner(kong.Command);
        MigrationIncompleteException failure = (await ((Func<Task>)(() => runner.UpAsync(default))).Should().ThrowAsync<MigrationIncompleteException>()).Which;
        (failure.Failed, failure.BlueWorks, failure.WaysOut.Count, failure.State.New.Count).Should().Be((new Migration("acme", "003_350_to_360"), true, 1, 5));
        failure.Message.Should().Contain("run 'up' again").And.Contain("Blue still works").And.Contain("failed to get type: timeout");
        (await runner.UpAsync(default)).Pending.Should().HaveCount(5);
    }

    [Fact]
    public async Task Finish_WithSomethingNew_IsNotRun()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        KongCliMigrationRunner runner = database.Runner(SimulatedKong.Of("3.9.1"));
        (await ((Func<Task>)(() => runner.FinishAsync(MigrationLab.Permit, default))).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*'finish' was not run*core/021_340_to_350*");
        runner.LastRun!.Command.Should().BeNull();
    }

    [Fact]
    public async Task Finish_OfAnotherPluginList_SaysThatSomethingIsStillPending()
    {
        // A kong that does not load the plugin says that all is finished; the database knows better (1.3).
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        using ScriptedKong kong = ScriptedKong.Acting("exec \"$SIM\" \"$@\"", "3.9.1", ("KONG_PLUGINS", "key-auth,rate-limiting,response-ratelimiting,acme,opentelemetry"));
        (await ((Func<Task>)(() => database.Runner(kong.Command).FinishAsync(MigrationLab.Permit, default))).Should().ThrowAsync<MigrationIncompleteException>()).WithMessage("*still pending: ai-proxy/001_360_to_370*");
    }

    private async Task CheckAsync(string dump, string recording, bool isDone, string? failure, Func<KongCliMigrationRunner, CancellationToken, Task<MigrationState>> act)
    {
        await using KongDatabase database = await server.RestoreAsync(dump);
        using ScriptedKong kong = ScriptedKong.Acting((isDone ? Does : "") + $"play '{ScriptedKong.Recorded(recording)}'");
        Func<Task<MigrationState>> run = () => act(database.Runner(kong.Command), default);
        if (failure is null) (await run()).IsUp.Should().BeTrue();
        else (await run.Should().ThrowAsync<KongUpgradeException>()).WithMessage(failure);
    }
}
