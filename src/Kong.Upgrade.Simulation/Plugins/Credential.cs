using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Who asks.</summary>
internal sealed record Consumer(string Id, string? Username, string? CustomId);

/// <summary>The row that proved it; it has no id for the anonymous consumer.</summary>
internal sealed record Credential(string? Id, Consumer Consumer, JsonObject Row)
{
    /// <summary>What upstreams know the credential by: its id, or since it has one its name.</summary>
    public string? Identifier { get; init; } = Id;
}
