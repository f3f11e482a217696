namespace Kong.Upgrade.Simulation.Database;

/// <summary>The <c>migrations</c> row of Kong's <c>locks</c> table. Immutable.</summary>
/// <param name="Owner">The node id that took it; ephemeral for a command.</param>
/// <param name="Ttl">The moment from which it no longer counts. Never renewed (kong-facts 1.5).</param>
public sealed record SchemaLock(string Owner, DateTimeOffset Ttl);
