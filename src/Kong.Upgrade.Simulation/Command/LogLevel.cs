namespace Kong.Upgrade.Simulation.Command;

/// <summary>How much a command prints: as it is, with --v, with --vv.</summary>
internal enum LogLevel
{
    Info,
    Verbose,
    Debug,
}
