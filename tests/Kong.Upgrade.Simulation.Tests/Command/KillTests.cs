using System.Diagnostics;
using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>Real processes that really die: what they leave is what kong-facts 12.8 says.</summary>
public sealed class KillTests : IDisposable
{
    private const int KilledBySignal9 = 137;

    private readonly SimulatedExecutable _kong = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Up_DiesBetweenMigrations_LeavesEarlierOnesAndTheLockRow()
    {
        await _kong.RunAsync("3.4.2", "migrations bootstrap");

        (int exitCode, string stdout, _) = await _kong.RunAsync("3.9.1", "migrations up", ("SIMULATED_KONG_DIE_AT", "opentelemetry/001_331_to_332"));

        exitCode.Should().Be(KilledBySignal9);
        stdout.Should().EndWith("migrating opentelemetry on database 'kong'...\n");
        FileSchemaStore store = new(_kong.DatabaseFile);
        IReadOnlyList<SchemaMetaRow> rows = (await store.ReadAsync(Cancellation))!;
        rows.Single(row => row.Subsystem == "core").LastExecuted.Should().Be("024_380_to_390");
        rows.Single(row => row.Subsystem == "ai-proxy").Pending.Should().Equal("001_360_to_370");
        rows.Should().NotContain(row => row.Subsystem == "opentelemetry");
        (await store.ReadLockAsync(Cancellation)).Should().NotBeNull();
        (await _kong.RunAsync("3.9.1", "migrations finish")).Should().Be((0, "aborted: another node is performing database changes\n", ""));
        (await _kong.RunAsync("3.9.1", "migrations list")).ExitCode.Should().Be(4);
        (await _kong.RunAsync("3.4.2", "migrations list")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Up_KilledFromOutsideBeforeAnythingIsPending_TwoMoreUpsCompleteIt()
    {
        await _kong.RunAsync("3.4.2", "migrations bootstrap");
        using (Process up = _kong.Start("3.9.1", "migrations up --lock-timeout 1", ("SIMULATED_KONG_WAIT_AT", "acme/003_350_to_360")))
        {
            while (await up.StandardOutput.ReadLineAsync(Cancellation) is { } line && !line.StartsWith("migrating acme", StringComparison.Ordinal))
            {
                // The command is not yet where it stands still.
            }

            up.Kill();
            await up.WaitForExitAsync(Cancellation);
            up.ExitCode.Should().Be(KilledBySignal9);
        }

        (int exitCode, string stdout, _) = await _kong.RunAsync("3.9.1", "migrations up");
        if (stdout == "aborted: another node is performing database changes\n")
        {
            // It came before the dead one's lock ran out, waited, and did nothing.
            exitCode.Should().Be(0);
            (exitCode, stdout, _) = await _kong.RunAsync("3.9.1", "migrations up");
        }

        exitCode.Should().Be(0);
        stdout.Should().Contain("5 migrations processed\n5 pending\n");
        (await _kong.RunAsync("3.9.1", "migrations list")).ExitCode.Should().Be(4);
    }

    [Fact]
    public async Task Up_TwoAtOnce_OneMigratesTheOtherDoesNothing()
    {
        await _kong.RunAsync("3.4.2", "migrations bootstrap");

        (int ExitCode, string Out, string Err)[] both = await Task.WhenAll(
            _kong.RunAsync("3.9.1", "migrations up", ("SIMULATED_KONG_DELAY", "0.02")),
            _kong.RunAsync("3.9.1", "migrations up", ("SIMULATED_KONG_DELAY", "0.02")));

        both.Count(one => one.Out.Contains("9 migrations processed\n4 executed\n5 pending\n", StringComparison.Ordinal)).Should().Be(1);
        both.Should().ContainSingle(one => one.Out.StartsWith("aborted: ", StringComparison.Ordinal) || one.Err.StartsWith("Error: Database has pending", StringComparison.Ordinal));
        IReadOnlyList<SchemaMetaRow> rows = (await new FileSchemaStore(_kong.DatabaseFile).ReadAsync(Cancellation))!;
        rows.SelectMany(row => (row.Executed ?? []).Select(name => $"{row.Subsystem}/{name}")).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Up_FailsByEnvironment_ExitsWithOne()
    {
        await _kong.RunAsync("3.4.2", "migrations bootstrap");

        (int exitCode, _, string stderr) = await _kong.RunAsync("3.9.1", "migrations up", ("SIMULATED_KONG_FAIL_AT", "core/021_340_to_350"));

        exitCode.Should().Be(1);
        stderr.Should().Contain("failed to run migration '021_340_to_350' up: receive_message: failed to get type: timeout");
    }

    [Fact]
    public async Task Version_ByFirstArgument_WinsOverTheEnvironment() =>
        (await _kong.RunAsync("3.4.2", "--simulated-version=2.8.5 version")).Should().Be((0, "2.8.5\n", ""));

    public void Dispose() => _kong.Dispose();
}
