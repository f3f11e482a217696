using System.Collections;
using Kong.Upgrade;
using Kong.Upgrade.Simulation;
using Kong.Upgrade.Simulation.Command;

#pragma warning disable RS0030 // An executable owns its console.

const string VersionOption = "--simulated-version=";

Dictionary<string, string> environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
string? version = args.Length > 0 && args[0].StartsWith(VersionOption, StringComparison.Ordinal)
    ? args[0][VersionOption.Length..]
    : environment.GetValueOrDefault("SIMULATED_KONG_VERSION");
if (version is null)
{
    await Console.Error.WriteLineAsync("kong-simulated: say which version to be, by SIMULATED_KONG_VERSION=3.9.1 or a first argument --simulated-version=3.9.1").ConfigureAwait(false);
    return 1;
}

KongVersion played = KongVersion.Parse(version);
string[] rest = args.Length > 0 && args[0].StartsWith(VersionOption, StringComparison.Ordinal) ? args[1..] : args;
if (rest.Length > 0 && rest[0].StartsWith(NodeDaemon.Option, StringComparison.Ordinal))
{
    return await new NodeDaemon(played, rest[0][NodeDaemon.Option.Length..], Console.Out, environment).RunAsync(CancellationToken.None).ConfigureAwait(false);
}

if (OuterLayer.IsAskedFor(environment))
{
    return await OuterLayer.RunAsync(args, CancellationToken.None).ConfigureAwait(false);
}

EnvironmentFaults faults = new(environment, TimeProvider.System);
SimulatedKongCommandOptions options = new()
{
    OnMigration = faults.OnMigrationAsync,
    BeforeRecord = faults.BeforeRecord,
    Nodes = new DaemonNodes(played, TimeProvider.System),
};
return await new SimulatedKongCommand(played, options)
    .RunAsync(rest, environment, Console.Out, Console.Error, CancellationToken.None).ConfigureAwait(false);
