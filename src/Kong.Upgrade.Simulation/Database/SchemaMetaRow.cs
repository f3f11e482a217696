namespace Kong.Upgrade.Simulation.Database;

/// <summary>
/// One row of Kong's <c>schema_meta</c>: what one subsystem (<c>core</c> or a plugin) has been migrated to. Immutable.
/// Both lists are <see langword="null"/> where real Kong leaves the column NULL; neither is ever de-duplicated.
/// </summary>
/// <param name="Subsystem"><c>core</c>, or the name of a plugin that ships migrations.</param>
/// <param name="LastExecuted">The migration recorded last as executed; after <c>finish</c> it may point backwards. Null when only pending ones exist.</param>
/// <param name="Executed">Names of executed migrations in the order of recording.</param>
/// <param name="Pending">Names whose teardown <c>kong migrations finish</c> has yet to run.</param>
public sealed record SchemaMetaRow(
    string Subsystem,
    string? LastExecuted,
    IReadOnlyList<string>? Executed,
    IReadOnlyList<string>? Pending)
{
    // kong-facts 1.2: executed moves last_executed and appends; pending leaves last_executed alone; a teardown moves the name over.
    internal SchemaMetaRow With(string migration, MigrationRecord record) => record switch
    {
        MigrationRecord.Executed => this with { LastExecuted = migration, Executed = Append(Executed, migration) },
        MigrationRecord.Pending => this with { Pending = Append(Pending, migration) },
        MigrationRecord.TornDown => this with
        {
            LastExecuted = migration,
            Executed = Append(Executed, migration),
            Pending = Pending?.Where(name => name != migration).ToArray(),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(record), record, "This is no way to record a migration."),
    };

    private static string[] Append(IReadOnlyList<string>? names, string name) => [.. names ?? [], name];
}
