using Kong.Upgrade.Database;
using Kong.Upgrade.Rehearsals;

namespace Kong.Upgrade.Fingerprints;

/// <summary>Compares one table of two databases row by row, without holding more than a row of each. Safe for any number of threads.</summary>
/// <remarks>Both sides compute a portable hash of each row, so the servers may be of different versions. Reads only.</remarks>
public static class TableComparison
{
    /// <summary>What became of a table between two databases: columns that came or went, rows that were added, removed or changed in the columns that both have.</summary>
    /// <param name="before">The database before.</param>
    /// <param name="after">The database after; it may be the same server, or another.</param>
    /// <param name="table">The table, such as <c>routes</c>.</param>
    /// <param name="examples">How many rows are described for a person; 0 or more.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The comparison; examples show no values that look secret.</returns>
    /// <exception cref="ArgumentException"><paramref name="table"/> is blank or <paramref name="examples"/> negative.</exception>
    /// <exception cref="UpgradeServiceException">A database did not answer.</exception>
    public static async Task<ChangedTable> CompareAsync(KongDatabase before, KongDatabase after, string table, int examples, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        ArgumentOutOfRangeException.ThrowIfNegative(examples);
        ComparedTable one = await ComparedTable.OpenAsync(before, table, cancellationToken).ConfigureAwait(false);
        await using (one.ConfigureAwait(false))
        {
            ComparedTable other = await ComparedTable.OpenAsync(after, table, cancellationToken).ConfigureAwait(false);
            await using (other.ConfigureAwait(false)) return await CompareAsync(one, other, examples, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<ChangedTable> CompareAsync(ComparedTable one, ComparedTable other, int examples, CancellationToken cancellationToken)
    {
        List<RowDifference> shown = [];
        long rows = 0;
        Column[] common = [.. one.Columns.Intersect(other.Columns)];
        await foreach (RowDifference difference in MergeAsync(one, other, common, cancellationToken).ConfigureAwait(false))
        {
            if (rows++ < examples) shown.Add(difference);
        }
        List<string> texts = [];
        foreach (RowDifference difference in shown) texts.Add(await DescribeAsync(difference, one, other, common, cancellationToken).ConfigureAwait(false));
        return new() { Table = one.Name, Rows = rows, Columns = Columns(one, other), Examples = texts };
    }

    /// <summary>Both sides come ordered by key, so that one pass finds what is on one side only, and what differs.</summary>
    internal static async IAsyncEnumerable<RowDifference> MergeAsync(
        ComparedTable before, ComparedTable after, IReadOnlyList<Column> common, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string> key = before.KeySharedWith(after, common);
        RowCursor one = new(before.RowsAsync(key, common, cancellationToken)), other = new(after.RowsAsync(key, common, cancellationToken));
        await using (one.ConfigureAwait(false))
        await using (other.ConfigureAwait(false))
        {
            await one.NextAsync().ConfigureAwait(false);
            await other.NextAsync().ConfigureAwait(false);
            while (one.Current is not null || other.Current is not null)
            {
                int order = RowCursor.Compare(one.Current, other.Current);
                if (order < 0) yield return new(one.Current!.Key, RowFate.Removed);
                if (order > 0) yield return new(other.Current!.Key, RowFate.Added);
                if (order == 0 && one.Current!.Hash != other.Current!.Hash) yield return new(one.Current.Key, RowFate.Changed);
                if (order <= 0) await one.NextAsync().ConfigureAwait(false);
                if (order >= 0) await other.NextAsync().ConfigureAwait(false);
            }
        }
    }

    private static string[] Columns(ComparedTable one, ComparedTable other) =>
        [.. other.Columns.Except(one.Columns).Select(c => $"+{c.Name}"), .. one.Columns.Except(other.Columns).Select(c => $"-{c.Name}")];

    private static async Task<string> DescribeAsync(RowDifference difference, ComparedTable one, ComparedTable other, Column[] common, CancellationToken cancellationToken)
    {
        if (difference.Fate is not RowFate.Changed) return difference.ToString();
        IReadOnlyList<string> key = one.KeySharedWith(other, common);
        string?[] before = await one.ValuesAsync(key, difference.Key, common, cancellationToken).ConfigureAwait(false);
        string?[] after = await other.ValuesAsync(key, difference.Key, common, cancellationToken).ConfigureAwait(false);
        IEnumerable<string> changes = common.Select((c, i) => (Column: c, Before: before[i], After: after[i])).Where(v => v.Before != v.After)
            .SelectMany(v => ValueChange.Describe(v.Column, v.Before, v.After));
        return $"{difference.Key}: {string.Join("; ", changes)}";
    }
}
