using Kong.Upgrade.Migrations;
using Kong.Upgrade.Rehearsals;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>Runs that come about.</summary>
public class KongCliMigrationRunnerTests(PostgresServer server)
{
    [Theory]
    [InlineData(Dumps.Before342, Dumps.AfterUp342, Dumps.AfterFinish342)]
    [InlineData(Dumps.Before285, Dumps.AfterUp285, Dumps.AfterFinish285)]
    [InlineData(Dumps.Before390, Dumps.Before390, Dumps.AfterFinish390)]
    public async Task UpAndFinish_OfARecordedDatabase_ComeToTheRecordedStates(string before, string afterUp, string afterFinish)
    {
        await using KongDatabase database = await server.RestoreAsync(before), up = await server.RestoreAsync(afterUp), finished = await server.RestoreAsync(afterFinish);
        await using KongDatabase migrator = await server.AsMigratorAsync(database);
        KongCommand kong = SimulatedKong.Of("3.9.1");
        KongCliMigrationRunner runner = migrator.Runner(kong);
        (await runner.UpAsync(default)).ShouldBe(await up.Runner(kong).GetStateAsync(default));
        (await runner.FinishAsync(MigrationLab.Permit, default)).ShouldBe(await finished.Runner(kong).GetStateAsync(default));
        runner.LastRun!.Verb.Should().Be("finish");
        (await server.SessionsAsync(database)).Should().Be(0);
        (await server.LocksAsync(database)).Should().Be(0);
    }

    [Fact]
    public async Task Up_ThatCameAbout_HasEvidence()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342), migrator = await server.AsMigratorAsync(database);
        LogLines log = new();
        KongCliMigrationRunner runner = new(SimulatedKong.Of("3.9.1"), migrator, loggers: log);
        await runner.UpAsync(default);
        MigrationRunEvidence evidence = runner.LastRun!;
        (evidence.Verb, evidence.ExitCode, evidence.Attempts, evidence.LongestBlock, evidence.RemovedLock, evidence.EndedSessions).Should().Be(("up", 0, 1, TimeSpan.Zero, null, 0));
        (evidence.Before!.New.Count, evidence.After!.Pending.Count).Should().Be((9, 5));
        evidence.Command.Should().Contain("migrations up").And.Contain("--db-timeout 60").And.Contain("--lock-timeout 300").And.NotContain(PostgresServer.Password);
        evidence.Lines.Should().Contain("9 migrations processed").And.Contain("core migrated up to: 024_380_to_390 (executed)");
        evidence.Strangers.Should().BeEmpty();
        evidence.MissingSettings.Should().ContainSingle().Which.Should().Contain("lock_timeout").And.Contain("ALTER ROLE \"migrator\"");
        evidence.Took.Should().BePositive();
        log.Lines.Should().Contain(l => l.Contains("kong: 9 migrations processed", StringComparison.Ordinal));
        string.Join('\n', log.Lines.Concat(evidence.Lines)).Should().NotContain(PostgresServer.Password);
    }

    [Fact]
    public async Task Up_AsTheRoleOfTheNodes_Works()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        (await database.Runner(SimulatedKong.Of("3.9.1")).UpAsync(default)).Pending.Should().HaveCount(5);
    }

    [Fact]
    public async Task Up_WhenAllIsDone_RunsNothing()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        KongCliMigrationRunner runner = database.Runner(SimulatedKong.Of("3.9.1"));
        (await runner.UpAsync(default)).Pending.Should().HaveCount(5);
        (runner.LastRun!.Command, runner.LastRun.Attempts).Should().Be((null, 0));
    }

    [Fact]
    public async Task Up_OfAnEmptyDatabase_IsRefused()
    {
        await using KongDatabase database = await server.CreateAsync();
        Func<Task> up = () => database.Runner(SimulatedKong.Of("3.9.1")).UpAsync(default), finish = () => database.Runner(SimulatedKong.Of("3.9.1")).FinishAsync(MigrationLab.Permit, default);
        (await up.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*needs bootstrapping*");
        (await finish.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*needs bootstrapping*");
    }

    [Fact]
    public async Task Up_WithARehearsal_TakesThreeTimesItsDuration()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        RehearsalReport rehearsed = await server.RehearseAsync(Dumps.Before342);
        RehearsalReport slow = new() { Version = rehearsed.Version, At = rehearsed.At, Before = rehearsed.Before, AfterUp = rehearsed.AfterUp, UpTook = TimeSpan.FromSeconds(200) };
        KongCliMigrationRunner runner = database.Runner(SimulatedKong.Of("3.9.1"), o => o.Rehearsal = _ => Task.FromResult<RehearsalReport?>(slow));
        await runner.UpAsync(default);
        runner.LastRun!.Command.Should().Contain("--db-timeout 600").And.Contain("--lock-timeout 600");
    }

    [Fact]
    public async Task Up_ThatComesToAnotherStateThanRehearsed_IsAFailure()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        RehearsalReport rehearsed = await server.RehearseAsync(Dumps.Before342);
        // As if the copy's kong had a teardown more than the real one.
        MigrationState other = new() { Executed = rehearsed.AfterUp.Executed.Where(m => m.Name != "024_380_to_390").ToHashSet(), Pending = rehearsed.AfterUp.Pending.Append(new("core", "024_380_to_390")).ToHashSet() };
        RehearsalReport wrong = new() { Version = rehearsed.Version, At = rehearsed.At, Before = rehearsed.Before, AfterUp = other, UpTook = rehearsed.UpTook };
        Func<Task> up = () => database.Runner(SimulatedKong.Of("3.9.1"), o => o.Rehearsal = _ => Task.FromResult<RehearsalReport?>(wrong)).UpAsync(default);
        (await up.Should().ThrowAsync<MigrationIncompleteException>()).WithMessage("*other than rehearsed*+core/024_380_to_390*");
    }

    [Theory]
    [InlineData("3.9.0", "*done with 3.9.0, and this is 3.9.1*")]
    [InlineData("3.9.1", "*know different migrations*core/999*")]
    public async Task Up_WithARehearsalOfSomethingElse_IsRefused(string version, string because)
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        RehearsalReport rehearsed = await server.RehearseAsync(Dumps.Before342);
        MigrationState before = new() { Executed = rehearsed.Before.Executed.Append(new("core", "999")).ToHashSet(), New = rehearsed.Before.New };
        RehearsalReport other = new() { Version = KongVersion.Parse(version), At = rehearsed.At, Before = before, AfterUp = rehearsed.AfterUp, UpTook = rehearsed.UpTook };
        Func<Task> up = () => database.Runner(SimulatedKong.Of("3.9.1"), o => o.Rehearsal = _ => Task.FromResult<RehearsalReport?>(other)).UpAsync(default);
        (await up.Should().ThrowAsync<UpgradeServiceException>()).WithMessage(because);
        (await server.ScalarAsync<long>(database.Name, "SELECT count(*) FROM schema_meta WHERE '024_380_to_390' = ANY(executed)")).Should().Be(0);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        KongMigrationOptions wrong = new() { DatabaseTimeout = TimeSpan.Zero, LockTimeout = TimeSpan.Zero, LockAttempts = 0, LongestBlock = TimeSpan.Zero, LongTransaction = TimeSpan.Zero, SessionPatience = TimeSpan.Zero, ForeignLockPatience = TimeSpan.FromTicks(-1), LockPause = TimeSpan.FromTicks(-1) };
        wrong.Validate().Should().HaveCount(8);
        new KongMigrationOptions().Validate().Should().BeEmpty();
        ((Action)(() => _ = new ForceConsent(" "))).Should().Throw<ArgumentException>();
    }
}
