using Kong.Upgrade.Database;
using Kong.Upgrade.Fingerprints;

namespace Kong.Upgrade.Freeze;

/// <summary>Which tables of Kong's schema the freeze is about, and which it cannot judge. Immutable.</summary>
internal sealed class FreezeScope
{
    private const string References = """
        SELECT DISTINCT child.relname, parent.relname
        FROM pg_constraint k JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid JOIN pg_namespace n ON n.oid = child.relnamespace
        WHERE k.contype = 'f' AND n.nspname = $1 AND k.conrelid <> k.confrelid
        """;

    private FreezeScope(IReadOnlyList<FrozenTable> tables, IReadOnlyList<string> unknown) => (Tables, Unknown) = (tables, unknown);

    /// <summary>Parents before the tables that refer to them: the order in which a cascade takes its locks, so that taking them all never deadlocks with one.</summary>
    public IReadOnlyList<FrozenTable> Tables { get; }

    /// <summary>Tables that nobody described, and that the options do not mention.</summary>
    public IReadOnlyList<string> Unknown { get; }

    public static async Task<FreezeScope> ReadAsync(DatabaseSession session, PostgresFreezeOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableShape> all = await TableShape.ReadAllAsync(session, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<(string Child, string Parent)> references = await session.QueryAsync(
            References, row => (row.GetString(0), row.GetString(1)), cancellationToken, session.Database.Schema).ConfigureAwait(false);
        RequireNamed(session.Database, options, all);
        TableShape[] frozen = [.. all.Where(t => Includes(options, t))];
        ILookup<string, string> parents = references.ToLookup(r => r.Child, r => r.Parent);
        return new(
            [.. frozen.OrderBy(t => Depth(t.Name, parents, [])).ThenBy(t => t.Name, StringComparer.Ordinal).Select(FrozenTable.Of)],
            [.. all.Select(t => t.Name).Where(t => KongTables.KindOf(t) is TableKind.Unknown && !options.AlsoFreeze.Contains(t) && !options.LeaveWritable.Contains(t))]);
    }

    /// <summary>Whether a table is frozen and counts for the fingerprint.</summary>
    public static bool Includes(PostgresFreezeOptions options, TableShape table) =>
        options.AlsoFreeze.Contains(table.Name) || (table.IsConfiguration && !options.LeaveWritable.Contains(table.Name));

    private static void RequireNamed(KongDatabase database, PostgresFreezeOptions options, IReadOnlyList<TableShape> all)
    {
        string[] missing = [.. options.AlsoFreeze.Except(all.Select(t => t.Name))];
        if (missing.Length > 0)
            throw new UpgradeServiceException($"AlsoFreeze names {string.Join(", ", missing)}, which {database} does not have. Check the names and pg_schema; nothing was frozen.");
        if (!all.Any(t => t.IsConfiguration))
            throw new UpgradeServiceException($"{database} has no configuration table of Kong's. Check pg_database and pg_schema: they must be those that blue uses.");
    }

    // Tables that refer to each other in a circle count as one step.
    private static int Depth(string table, ILookup<string, string> parents, HashSet<string> seen)
    {
        if (!seen.Add(table)) return 0;
        int depth = parents[table].Select(p => 1 + Depth(p, parents, seen)).DefaultIfEmpty(0).Max();
        seen.Remove(table);
        return depth;
    }
}
