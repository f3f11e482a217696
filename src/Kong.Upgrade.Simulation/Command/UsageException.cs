namespace Kong.Upgrade.Simulation.Command;

/// <summary>The command line was not understood, or help was asked for: the text goes to stderr as it is, exit code 1.</summary>
internal sealed class UsageException(string text) : Exception(text);
