namespace Kong.Upgrade.Simulation.Command;

/// <summary>One migration as one version of Kong ships it.</summary>
/// <param name="Subsystem"><c>core</c> or a plugin's name.</param>
/// <param name="Name">The name, as <c>schema_meta</c> stores it.</param>
/// <param name="HasTeardown">Whether <c>up</c> leaves it pending for <c>finish</c>.</param>
internal sealed record Migration(string Subsystem, string Name, bool HasTeardown);
