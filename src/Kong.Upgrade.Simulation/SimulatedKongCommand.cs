using Kong.Upgrade.Simulation.Command;

namespace Kong.Upgrade.Simulation;

/// <summary>
/// A simulated <c>kong</c> command of one version: the subcommands, flags, messages and exit codes of the real one, as recorded, over a simulated database.
/// One instance may run several command lines, also at once; each is an own "process" with an own lock owner.
/// </summary>
public sealed class SimulatedKongCommand
{
    private readonly KongVersion _version;
    private readonly SimulatedKongCommandOptions _options;

    /// <summary>Creates the command as a given version of Kong ships it.</summary>
    /// <param name="version">2.8.0 or later; a version that was never recorded behaves like its nearest recorded neighbour.</param>
    /// <param name="options">Clock, database and faults; the defaults when null.</param>
    public SimulatedKongCommand(KongVersion version, SimulatedKongCommandOptions? options = null)
    {
        _version = version;
        _options = options ?? new SimulatedKongCommandOptions();
    }

    /// <summary>Runs one command line, as <c>kong ARGS</c> would.</summary>
    /// <param name="args">Everything after <c>kong</c>.</param>
    /// <param name="environment">The environment of the "process"; only <c>KONG_*</c> variables count.</param>
    /// <param name="stdout">Takes what the command prints.</param>
    /// <param name="stderr">Takes <c>Error: …</c> and usage texts.</param>
    /// <param name="cancellationToken">Ends the command where it waits; a lock that it holds is released first.</param>
    /// <returns>The exit code. As with the real command, 0 does not say that anything was done (kong-facts 1.4).</returns>
    /// <exception cref="SimulatedKongKilledException">A fault hook killed the command.</exception>
    public Task<int> RunAsync(
        IReadOnlyList<string> args,
        IReadOnlyDictionary<string, string> environment,
        TextWriter stdout,
        TextWriter stderr,
        CancellationToken cancellationToken) =>
        new CommandRun(_version, _options, environment, stdout, stderr).RunAsync(args, cancellationToken);
}
