namespace Kong.Upgrade.Migrations;

/// <summary>One migration by name, as Kong's <c>schema_meta</c> knows it.</summary>
/// <param name="Subsystem">Kong's part or plugin, such as <c>core</c> or <c>rate-limiting</c>.</param>
/// <param name="Name">The migration's name, such as <c>024_380_to_390</c>.</param>
public readonly record struct Migration(string Subsystem, string Name)
{
    /// <summary>Subsystem and name, such as <c>core/024_380_to_390</c>.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"{Subsystem}/{Name}";
}
