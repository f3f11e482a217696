namespace Kong.Upgrade.Simulation.Command;

/// <summary>An error that the command reports as <c>Error: …</c> on stderr and exit code 1.</summary>
internal sealed class KongCommandException(string message) : Exception(message);
