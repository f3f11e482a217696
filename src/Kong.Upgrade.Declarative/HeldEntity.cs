namespace Kong.Upgrade.Declarative;

/// <summary>An entity of a file until it is its turn, as compact as can be.</summary>
/// <param name="Kind">The collection.</param>
/// <param name="Json">Its fields.</param>
/// <param name="Shared">Which of <c>_plugin_configs</c> it takes the rest of its configuration from.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record HeldEntity(string Kind, byte[] Json, string? Shared, Place Place);
