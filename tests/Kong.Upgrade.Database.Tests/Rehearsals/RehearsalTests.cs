using Kong.Upgrade.Backup;
using Kong.Upgrade.Database.Tests.Backup;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Rehearsals;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Rehearsals;

public class RehearsalTests(PostgresServer server)
{
    private static readonly KongVersion green = KongVersion.Parse("3.9.1");

    [Fact]
    public async Task Rehearse_TheRecordedUpgrade_PredictsItAndTouchesNothing()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string original = await server.DumpAsync(bench.Database.Name);
        bench.Options.Rehearse = new() { Green = SimulatedKong.Of("3.9.1"), AlsoFinish = true };
        BackupManifest manifest = await bench.TakeAsync();
        RehearsalReport report = manifest.Rehearsal!;
        report.Version.Should().Be(green);
        report.UpTook.Should().BePositive();
        report.FinishTook.Should().BePositive();
        report.Before.New.Should().NotBeEmpty();
        report.AfterUp.IsUp.Should().BeTrue();
        report.AfterUp.Pending.Should().NotBeEmpty().And.BeSubsetOf(report.Before.New);
        report.ChangedByUp.Should().Contain(c => c.Table == "plugins" && c.Rows > 0);
        (await server.DumpAsync(bench.Database.Name)).Should().Be(original);
        (await bench.ScratchesAsync()).Should().Be(0);
        MigrationState real = await new KongCliMigrationRunner(SimulatedKong.Of("3.9.1"), bench.Database).UpAsync(TestContext.Current.CancellationToken);
        real.Pending.Should().BeEquivalentTo(report.AfterUp.Pending);
        real.Executed.Should().BeEquivalentTo(report.AfterUp.Executed);
    }

    [Fact]
    public async Task Rehearse_ChangesOfUpAndFinish_AreNamedRoutesAndPluginsFirst()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        await bench.ExecuteAsync("INSERT INTO locks (key, owner, ttl) VALUES ('migrations', 'somebody', now() + interval '1 hour')");
        bench.Options.Rehearse = new()
        {
            Green = SimulatedKong.Of("3.9.1"),
            AlsoFinish = true,
            Runner = (kong, copy) => new ScriptedRunner(kong, copy, "UPDATE routes SET paths = ARRAY['~/changed']; UPDATE consumers SET custom_id = 'x' || id; CREATE TABLE key_sets_new (a int)", "DELETE FROM plugins"),
        };
        RehearsalReport report = (await bench.TakeAsync()).Rehearsal!;
        report.ChangedByUp.Select(c => c.Table).Should().Equal("routes", "consumers");
        report.ChangedByUp[0].Rows.Should().Be(await bench.ScalarAsync<long>("SELECT count(*) FROM routes"));
        report.ChangedByUp[0].Examples.Should().NotBeEmpty();
        report.ChangedByFinish.Select(c => c.Table).Should().Equal("plugins");
    }

    [Fact]
    public async Task Rehearse_ThatFails_FailsTheBackupWithKongsLastWords()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        string fingerprint = await bench.FingerprintAsync(), kong = bench.Folder + "/kong";
        BackupBench.WriteScript(kong, $"case \"$*\" in *' up'*|*'up '*) echo \"Error: failed to run migration '003_350_to_360' up\" >&2; exit 1;; esac\nexport SIMULATED_KONG_VERSION=3.9.1\nexec '{SimulatedKong.Path}' \"$@\"");
        bench.Options.Rehearse = new() { Green = new(green, kong) };
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("The rehearsal of*migrations up' failed on a copy*not touched*003_350_to_360*");
        bench.Left.Should().BeEmpty();
        (await bench.ScratchesAsync()).Should().Be(0);
        (await bench.FingerprintAsync()).Should().Be(fingerprint);
    }

    [Fact]
    public async Task Rehearse_RealDatabaseMigratedMeanwhile_IsFound()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        bench.Options.Rehearse = new()
        {
            Green = SimulatedKong.Of("3.9.1"),
            Runner = (kong, copy) => new ScriptedRunner(kong, copy, "SELECT 1", "SELECT 1") { Meanwhile = () => bench.ExecuteAsync("UPDATE schema_meta SET pending = array_append(pending, 'x') WHERE subsystem = 'core'") },
        };
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*somebody migrated*");
        bench.Left.Should().BeEmpty();
    }

    [Fact]
    public async Task Rehearse_WithoutTheRightToCreateDatabases_Fails()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using BackupBench bench = BackupBench.On(server, database, "kong");
        bench.Options.Rehearse = new() { Green = SimulatedKong.Of("3.9.1") };
        (await bench.Awaiting(b => b.TakeAsync()).Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*CREATEDB*rehearse*");
    }

    [Fact]
    public async Task GetRehearsal_AfterACrash_IsTheNewestWholeOneOfThisDatabase()
    {
        await using BackupBench bench = await BackupBench.OnAsync(server);
        (await bench.Backup.GetRehearsalAsync(TestContext.Current.CancellationToken)).Should().BeNull();
        bench.Options.Rehearse = new() { Green = SimulatedKong.Of("3.9.1"), Runner = (kong, copy) => new ScriptedRunner(kong, copy, "UPDATE routes SET name = 'a' || id", "SELECT 1") };
        BackupManifest older = await bench.TakeAsync("run-1"), newer = await bench.TakeAsync("run-2");
        Read(await bench.Backup.GetRehearsalAsync(TestContext.Current.CancellationToken)).Should().Be(Read(newer.Rehearsal)).And.Contain("routes");
        await File.AppendAllTextAsync(newer.Location + "/restore.list", "x", TestContext.Current.CancellationToken);
        (await bench.Backup.GetRehearsalAsync(TestContext.Current.CancellationToken))!.At.Should().Be(older.Rehearsal!.At);
        (await bench.TakeAsync("run-1")).Rehearsal!.At.Should().Be(older.Rehearsal.At);
    }

    private static string Read(RehearsalReport? report) => report is null ? "none"
        : $"{report.Version} {report.At:O} {report.UpTook} {report.FinishTook} {State(report.Before)} {State(report.AfterUp)} {string.Join(';', report.ChangedByUp.Select(c => $"{c} {string.Join(',', c.Examples)}"))}";

    private static string State(MigrationState state) => $"{state} {state.SeenBy} {string.Join(',', state.New.Select(m => m.ToString()).Order())} {string.Join(',', state.Executed.Select(m => m.ToString()).Order())}";

    /// <summary>Records green's migrations as the simulation does and changes data as told; it refuses what a lock that came along would make Kong refuse.</summary>
    private sealed class ScriptedRunner(KongCommand kong, KongDatabase copy, string up, string finish) : IMigrationRunner
    {
        private readonly KongCliMigrationRunner real = new(kong, copy);

        public Func<Task> Meanwhile { get; init; } = () => Task.CompletedTask;

        public Task<MigrationState> GetStateAsync(CancellationToken cancellationToken)
        {
            kong.Environment["KONG_ANONYMOUS_REPORTS"].Should().Be("off");
            copy.Name.Should().StartWith("kong_upgrade_scratch_");
            return real.GetStateAsync(cancellationToken);
        }

        public async Task<MigrationState> UpAsync(CancellationToken cancellationToken)
        {
            await using (Database.DatabaseSession session = await copy.OpenAsync("testing", cancellationToken))
            {
                (await session.ScalarAsync<long>("SELECT count(*) FROM locks", cancellationToken)).Should().Be(0);
                await session.ExecuteAsync(up, cancellationToken);
                await session.ExecuteAsync("UPDATE schema_meta SET executed = executed || ARRAY['021_340_to_350', '022_350_to_360', '023_360_to_370', '024_380_to_390'] WHERE subsystem = 'core'", cancellationToken);
            }
            await Meanwhile();
            return new() { Executed = (await real.GetStateAsync(cancellationToken)).Executed, SeenBy = kong.Version };
        }

        public async Task<MigrationState> FinishAsync(FinishPermit permit, CancellationToken cancellationToken)
        {
            await using Database.DatabaseSession session = await copy.OpenAsync("testing", cancellationToken);
            await session.ExecuteAsync(finish, cancellationToken);
            return new() { SeenBy = kong.Version };
        }
    }
}
