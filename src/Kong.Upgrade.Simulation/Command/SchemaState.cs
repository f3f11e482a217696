using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>What one binary sees in one database (kong-facts 1.3). Names that the binary does not know are left out: it cannot see them.</summary>
internal sealed record SchemaState(
    bool NeedsBootstrap,
    IReadOnlyList<Migration> Executed,
    IReadOnlyList<Migration> Pending,
    IReadOnlyList<Migration> New,
    IReadOnlyList<Migration> Missing)
{
    public static async Task<SchemaState> ReadAsync(ISchemaStore store, IReadOnlyList<Migration> known, CancellationToken cancellationToken) =>
        Of(await store.ReadAsync(cancellationToken).ConfigureAwait(false), known);

    public static SchemaState Of(IReadOnlyList<SchemaMetaRow>? rows, IReadOnlyList<Migration> known)
    {
        ILookup<string, SchemaMetaRow> bySubsystem = (rows ?? []).ToLookup(row => row.Subsystem);
        ILookup<Seen, Migration> seen = known.ToLookup(migration => Look(bySubsystem[migration.Subsystem].FirstOrDefault(), migration.Name));
        return new(rows is not { Count: > 0 }, Take(Seen.Executed), Take(Seen.Pending), Take(Seen.New), Take(Seen.Missing));

        IReadOnlyList<Migration> Take(Seen what) => [.. seen[what]];
    }

    // The arrays are sets here: -f leaves duplicates, and a name in both counts as executed.
    private static Seen Look(SchemaMetaRow? row, string name)
    {
        if (row?.Executed?.Contains(name) == true)
        {
            return Seen.Executed;
        }

        if (row?.Pending?.Contains(name) == true)
        {
            return Seen.Pending;
        }

        return string.CompareOrdinal(name, row?.LastExecuted) >= 0 ? Seen.New : Seen.Missing;
    }

    private enum Seen
    {
        Executed,
        Pending,
        New,
        Missing,
    }
}
