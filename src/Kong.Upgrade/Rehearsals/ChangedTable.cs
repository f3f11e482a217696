namespace Kong.Upgrade.Rehearsals;

/// <summary>How a migration changed one table. Immutable.</summary>
public sealed class ChangedTable
{
    /// <summary>The table, such as <c>routes</c>.</summary>
    public required string Table { get; init; }

    /// <summary>How many rows were changed, added or removed.</summary>
    /// <value>0 when only columns came or went.</value>
    public required long Rows { get; init; }

    /// <summary>Columns that were added or removed, as <c>+name</c> and <c>-name</c>. Empty by default.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>A few of the rows for a person: the row's id and what became of it, such as <c>paths: {/a} becomes {~/a}</c>; without secrets.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Table and counts in one line.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"{Table}: {Rows} rows{(Columns.Count == 0 ? "" : $", columns {string.Join(' ', Columns)}")}";
}
