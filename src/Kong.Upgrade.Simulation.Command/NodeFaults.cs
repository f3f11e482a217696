using System.Globalization;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>
/// What goes wrong with a node in the background, by environment variable: <c>SIMULATED_KONG_HANG_ON_START</c> (never serves; <c>start</c> does not end), <c>SIMULATED_KONG_NEVER_READY</c>,
/// <c>SIMULATED_KONG_DIE_AFTER</c> (seconds after it began to serve; 0 at once), and <c>SIMULATED_KONG_LAST_WORDS</c>: what it writes into its error log on that occasion.
/// </summary>
internal sealed class NodeFaults(IReadOnlyDictionary<string, string> environment, NodeLog log, TimeProvider time)
{
    private const string UsualWords = "init_worker_by_lua error: ./kong/init.lua:904: simulated trouble";

    public async Task BeforeServingAsync(CancellationToken cancellationToken)
    {
        if (!environment.ContainsKey("SIMULATED_KONG_HANG_ON_START")) return;
        log.Write("error", LastWords);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
    }

    public void OnServing(SimulatedKongNode node, CancellationToken cancellationToken)
    {
        if (environment.ContainsKey("SIMULATED_KONG_NEVER_READY"))
        {
            log.Write("error", LastWords);
            node.Faults.NotReady = true;
        }

        if (environment.TryGetValue("SIMULATED_KONG_DIE_AFTER", out string? seconds))
        {
            _ = DieAsync(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), cancellationToken);
        }
    }

    private string LastWords => environment.GetValueOrDefault("SIMULATED_KONG_LAST_WORDS", UsualWords);

    private async Task DieAsync(TimeSpan after, CancellationToken cancellationToken)
    {
        await Task.Delay(after, time, cancellationToken).ConfigureAwait(false);
        log.Write("alert", LastWords);
        System.Diagnostics.Process.GetCurrentProcess().Kill();
    }
}
