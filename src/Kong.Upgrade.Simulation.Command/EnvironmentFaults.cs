using System.Diagnostics;
using System.Globalization;
using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>
/// Faults that the starter of the process asks for by environment variable, each naming a migration as <c>SUBSYSTEM/NAME</c>:
/// <c>SIMULATED_KONG_DIE_AT</c> (SIGKILL before its work), <c>SIMULATED_KONG_DIE_BEFORE_RECORD</c> (after its work, before <c>schema_meta</c> says so), <c>SIMULATED_KONG_FAIL_AT</c> with <c>SIMULATED_KONG_FAIL_MESSAGE</c>,
/// <c>SIMULATED_KONG_WAIT_AT</c> (stands still there until killed), and <c>SIMULATED_KONG_DELAY</c>: seconds that every migration takes.
/// </summary>
internal sealed class EnvironmentFaults(IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    private const string TableLock = "receive_message: failed to get type: timeout";

    public async Task OnMigrationAsync(SimulatedMigrationStage stage, CancellationToken cancellationToken)
    {
        if (stage.IsDone)
        {
            return;
        }

        await DelayAsync(cancellationToken).ConfigureAwait(false);
        if (Names("SIMULATED_KONG_WAIT_AT", stage))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
        }

        if (Names("SIMULATED_KONG_FAIL_AT", stage))
        {
            throw new SchemaStoreException(environment.GetValueOrDefault("SIMULATED_KONG_FAIL_MESSAGE", TableLock));
        }

        if (Names("SIMULATED_KONG_DIE_AT", stage))
        {
            Die();
        }
    }

    public void BeforeRecord(SimulatedMigrationStage stage)
    {
        if (Names("SIMULATED_KONG_DIE_BEFORE_RECORD", stage))
        {
            Die();
        }
    }

    private static void Die()
    {
        Process.GetCurrentProcess().Kill();
        throw new SimulatedKongKilledException();
    }

    private Task DelayAsync(CancellationToken cancellationToken) => environment.TryGetValue("SIMULATED_KONG_DELAY", out string? seconds)
        ? Task.Delay(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), time, cancellationToken)
        : Task.CompletedTask;

    private bool Names(string variable, SimulatedMigrationStage stage) =>
        environment.GetValueOrDefault(variable) == $"{stage.Subsystem}/{stage.Migration}";
}
