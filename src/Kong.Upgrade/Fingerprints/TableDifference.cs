namespace Kong.Upgrade.Fingerprints;

/// <summary>What became of one table between two fingerprints. Immutable.</summary>
public sealed class TableDifference
{
    /// <summary>The table, such as <c>routes</c>.</summary>
    public required string Table { get; init; }

    /// <summary>How many rows it had.</summary>
    /// <value><see langword="null"/> when there was no such table.</value>
    public required long? RowsBefore { get; init; }

    /// <summary>How many rows it has.</summary>
    /// <value><see langword="null"/> when there is no such table any more.</value>
    public required long? RowsAfter { get; init; }

    /// <summary>Columns that came. Empty by default.</summary>
    public IReadOnlyList<string> ColumnsAdded { get; init; } = [];

    /// <summary>Columns that went. Empty by default.</summary>
    public IReadOnlyList<string> ColumnsRemoved { get; init; } = [];

    /// <summary>Whether rows were added, removed or changed in the columns that were there before.</summary>
    /// <value><see langword="null"/> when it cannot be told, because such a column went or changed its type; <see cref="TableComparison"/> tells it when both databases are at hand.</value>
    public required bool? DidRowsChange { get; init; }

    internal static TableDifference Of(string table, ConfigurationFingerprint before, ConfigurationFingerprint now, ConfigurationFingerprint asBefore)
    {
        TableFingerprint? one = before.Details.GetValueOrDefault(table), other = now.Details.GetValueOrDefault(table);
        IEnumerable<string> had = Names(one), has = Names(other);
        TableFingerprint? comparable = asBefore.Details.GetValueOrDefault(table);
        return new()
        {
            Table = table,
            RowsBefore = one?.Rows,
            RowsAfter = other?.Rows,
            ColumnsAdded = [.. has.Except(had)],
            ColumnsRemoved = [.. had.Except(has)],
            DidRowsChange = one is null || other is null ? (one ?? other)!.Rows > 0 : comparable is null ? one.Rows == other.Rows ? null : true : comparable.Hash != one.Hash || comparable.Rows != one.Rows,
        };
    }

    /// <summary>The table and what became of it in one line.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() =>
        RowsBefore is null ? $"{Table}: is new, {RowsAfter} rows"
        : RowsAfter is null ? $"{Table}: is gone, it had {RowsBefore} rows"
        : $"{Table}: {Rows()}{Columns()}";

    private string Rows() =>
        DidRowsChange switch
        {
            false => $"{RowsAfter} rows unchanged",
            null => $"{RowsAfter} rows, which cannot be compared",
            true => RowsBefore == RowsAfter ? $"{RowsAfter} rows, some of them changed" : $"{RowsBefore} rows became {RowsAfter}",
        };

    private string Columns() => string.Concat(ColumnsAdded.Select(c => $", +{c}").Concat(ColumnsRemoved.Select(c => $", -{c}")));

    private static IEnumerable<string> Names(TableFingerprint? table) => table?.Columns.Select(c => c.Name) ?? [];
}
