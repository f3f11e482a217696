namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Who asks.</summary>
internal sealed record Consumer(string Id, string? Username, string? CustomId);

/// <summary>The key that proved it; its id is null for the anonymous consumer.</summary>
internal sealed record Credential(string? Id, Consumer Consumer);
