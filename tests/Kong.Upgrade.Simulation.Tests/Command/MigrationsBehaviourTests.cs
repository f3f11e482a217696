using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>What no recording shows in one piece: sequences, faults and the lock, in virtual time.</summary>
public sealed class MigrationsBehaviourTests : IDisposable
{
    private readonly string _prefix = Path.Combine(Path.GetTempPath(), $"kong-behaviour-{Guid.NewGuid():N}");
    private readonly VirtualTime _time = new();
    private readonly InMemorySchemaStore _store;

    public MigrationsBehaviourTests() => _store = new InMemorySchemaStore(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UpForced_Twice_DoublesExecutedEachTime()
    {
        await RunAsync("3.4.2", "bootstrap");
        await RunAsync("3.9.1", "up");
        (await ExecutedOfCoreAsync()).Should().HaveCount(23);

        await RunAsync("3.9.1", "up", "-f");
        (await ExecutedOfCoreAsync()).Should().HaveCount(46);
        await RunAsync("3.9.1", "up", "-f");
        (await ExecutedOfCoreAsync()).Should().HaveCount(69);
    }

    [Fact]
    public async Task Up_NothingLeftPending_EndsWithTheCount()
    {
        await RunAsync("3.8.1", "bootstrap");

        (int exitCode, string stdout, _) = await RunAsync("3.9.1", "up");

        exitCode.Should().Be(0);
        stdout.Should().EndWith("core migrated up to: 024_380_to_390 (executed)\n1 migration processed\n1 executed\n");
    }

    [Fact]
    public async Task Up_KilledBetweenMigrations_KeepsWhatIsRecordedAndTheLockUntilItsTtl()
    {
        await RunAsync("3.4.2", "bootstrap");

        Func<Task> killed = () => RunAsync("3.9.1", ["up", "--lock-timeout", "20"], DieAt("rate-limiting"));

        await killed.Should().ThrowAsync<SimulatedKongKilledException>();
        (await _store.ReadLockAsync(Cancellation))!.Ttl.Should().Be(_time.GetUtcNow() + TimeSpan.FromSeconds(20));
        (int list, string text, string warning) = await RunAsync("3.9.1", "list");
        list.Should().Be(4);
        text.Should().Contain("Pending migrations:\n                 acme: 003_350_to_360\n")
            .And.Contain("New migrations available:\n        rate-limiting: 006_350_to_360\n");
        warning.Should().Contain("Database has pending migrations from a previous upgrade, and new migrations from this upgrade (version 3.9.1)");
    }

    [Fact]
    public async Task Up_AfterAKill_WaitsForTheTtlThenDoesNothingThenRefuses()
    {
        await RunAsync("3.4.2", "bootstrap");
        Func<Task> killed = () => RunAsync("3.9.1", ["up"], DieAt("rate-limiting"));
        await killed.Should().ThrowAsync<SimulatedKongKilledException>();
        _time.Plan(TimeSpan.FromSeconds(1), () => { });

        (int first, string aborted, _) = await RunAsync("3.9.1", "up", "--lock-timeout", "90");
        (int second, _, string refused) = await RunAsync("3.9.1", "up");

        (first, aborted).Should().Be((0, "aborted: another node is performing database changes\n"));
        _time.Waited.Should().BeGreaterThan(TimeSpan.FromSeconds(59)).And.BeLessThan(TimeSpan.FromSeconds(63));
        second.Should().Be(1);
        refused.Should().StartWith("Error: Database has pending migrations; run 'kong migrations finish'\n");
    }

    [Fact]
    public async Task FinishThenUpThenFinish_AfterAKill_CompletesTheRest()
    {
        await RunAsync("3.4.2", "bootstrap");
        Func<Task> killed = () => RunAsync("3.9.1", ["up", "--lock-timeout", "0"], DieAt("rate-limiting"));
        await killed.Should().ThrowAsync<SimulatedKongKilledException>();

        (await RunAsync("3.9.1", "finish")).Out.Should().EndWith("\nNew migrations available; run 'kong migrations up' to proceed\n");
        (await RunAsync("3.9.1", "up")).ExitCode.Should().Be(0);
        (await RunAsync("3.9.1", "finish")).ExitCode.Should().Be(0);
        (await RunAsync("3.9.1", "list")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Up_MigrationFails_KeepsEarlierOnesAndFreesTheLock()
    {
        await RunAsync("3.4.2", "bootstrap");

        (int exitCode, _, string stderr) = await RunAsync("3.9.1", ["up"], (stage, _) =>
            stage.Subsystem == "acme" ? throw new SchemaStoreException("ERROR: frozen") : Task.CompletedTask);

        exitCode.Should().Be(1);
        stderr.Should().Contain("[PostgreSQL error] failed to run migration '003_350_to_360' up: ERROR: frozen");
        (await _store.ReadLockAsync(Cancellation)).Should().BeNull();
        (await ExecutedOfCoreAsync())[^1].Should().Be("024_380_to_390");
        (await RunAsync("3.9.1", "up")).Out.Should().Contain("5 migrations processed\n5 pending\n");
    }

    [Fact]
    public async Task Up_CancelledInASlowMigration_FreesTheLock()
    {
        await RunAsync("3.4.2", "bootstrap");

        Func<Task> cancelled = () => RunAsync("3.9.1", ["up"], (_, _) => throw new OperationCanceledException());

        await cancelled.Should().ThrowAsync<OperationCanceledException>();
        (await _store.ReadLockAsync(Cancellation)).Should().BeNull();
    }

    [Fact]
    public async Task Up_LongerThanItsLock_LetsASecondRunnerIn()
    {
        await RunAsync("3.4.2", "bootstrap");
        bool second = false;

        await RunAsync("3.9.1", ["up"], async (stage, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(45), _time, cancellation);
            second |= stage.IsDone && await _store.TryTakeLockAsync("somebody", TimeSpan.FromSeconds(1), cancellation);
        });

        second.Should().BeTrue();
    }

    [Fact]
    public async Task Reset_Yes_LeavesADatabaseThatNeedsBootstrap()
    {
        await RunAsync("3.9.1", "bootstrap");

        (await RunAsync("3.9.1", "reset", "--yes")).Out.Should().EndWith("Database successfully reset\n");

        (await RunAsync("3.9.1", "list")).ExitCode.Should().Be(3);
    }

    [Fact]
    public async Task Reset_LockHeld_ExitsWithOne()
    {
        await RunAsync("3.9.1", "bootstrap");
        await _store.TryTakeLockAsync("somebody", TimeSpan.FromSeconds(60), Cancellation);

        (await RunAsync("3.9.1", "reset", "-y")).Should().Be((1, "aborted: another node is performing database changes\n", ""));
    }

    public void Dispose()
    {
        if (Directory.Exists(_prefix))
        {
            Directory.Delete(_prefix, recursive: true);
        }
    }

    private static Func<SimulatedMigrationStage, CancellationToken, Task> DieAt(string subsystem) => (stage, _) =>
        stage.Subsystem == subsystem ? throw new SimulatedKongKilledException() : Task.CompletedTask;

    private Task<(int ExitCode, string Out, string Err)> RunAsync(string version, params string[] args) => RunAsync(version, args, null);

    private async Task<(int ExitCode, string Out, string Err)> RunAsync(
        string version, string[] args, Func<SimulatedMigrationStage, CancellationToken, Task>? onMigration)
    {
        Directory.CreateDirectory(_prefix);
        SimulatedKongCommandOptions options = new() { TimeProvider = _time, SchemaStore = _store, OnMigration = onMigration };
        using StringWriter stdout = new();
        using StringWriter stderr = new();
        int exitCode = await new SimulatedKongCommand(KongVersion.Parse(version), options)
            .RunAsync(["migrations", .. args, "-p", _prefix], new Dictionary<string, string>(), stdout, stderr, Cancellation);
        return (exitCode, stdout.ToString(), stderr.ToString());
    }

    private async Task<IReadOnlyList<string>> ExecutedOfCoreAsync() =>
        (await _store.ReadAsync(Cancellation))!.Single(row => row.Subsystem == "core").Executed!;
}
