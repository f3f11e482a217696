namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>What was read of a log.</summary>
/// <param name="Groups">The messages.</param>
/// <param name="Trouble">Why they may not be all; <see langword="null"/> where they are.</param>
/// <param name="AreTheirs">Whether the messages are known to be of the node's own run.</param>
internal sealed record LogReading(LogGroups Groups, string? Trouble, bool AreTheirs);
