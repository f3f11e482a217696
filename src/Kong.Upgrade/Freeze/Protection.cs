using Kong.Upgrade.Database;

namespace Kong.Upgrade.Freeze;

/// <summary>Which of our triggers stand in the catalogue, and whether they do what they are meant to. Immutable.</summary>
internal sealed class Protection
{
    /// <summary>The names of triggers that are ours by name or by what they call; to be continued with AND.</summary>
    public const string Ours = """
        SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace pn ON pn.oid = p.pronamespace
        WHERE NOT t.tgisinternal AND (t.tgname LIKE 'kong\_upgrade\_freeze%' OR pn.nspname = 'kong_upgrade' AND p.proname = 'refuse')
        """;

    private const string Triggers = """
        SELECT c.relname, t.tgname, t.tgtype, t.tgenabled = 'A' AND t.tgqual IS NULL AND coalesce(array_length(t.tgattr::int2[], 1), 0) = 0
               AND p.proname = 'refuse' AND pn.nspname = 'kong_upgrade'
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace pn ON pn.oid = p.pronamespace
        WHERE n.nspname = $1 AND NOT t.tgisinternal AND (t.tgname LIKE 'kong\_upgrade\_freeze%' OR pn.nspname = 'kong_upgrade' AND p.proname = 'refuse')
        """;

    private const string OurFunction = """
        SELECT EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
                       WHERE n.nspname = 'kong_upgrade' AND p.proname = 'refuse' AND l.lanname = 'plpgsql' AND p.prosrc = $1)
        """;

    private readonly ILookup<string, (string Name, short Bits, bool Works)> triggers;

    private Protection(IEnumerable<(string Table, string Name, short Bits, bool Works)> triggers, bool hasFunction)
    {
        this.triggers = triggers.ToLookup(t => t.Table, t => (t.Name, t.Bits, t.Works));
        HasFunction = hasFunction;
    }

    /// <summary>Whether the function is the one that this library makes.</summary>
    public bool HasFunction { get; }

    /// <summary>Tables that have a trigger of ours, working or not.</summary>
    public IEnumerable<string> Touched => triggers.Select(t => t.Key);

    public static async Task<Protection> ReadAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string, string, short, bool)> found = await session.QueryAsync(
            Triggers, row => (row.GetString(0), row.GetString(1), row.GetInt16(2), row.GetBoolean(3)), cancellationToken, session.Database.Schema).ConfigureAwait(false);
        return new(found, await session.ScalarAsync<bool>(OurFunction, cancellationToken, FreezeObjects.Body).ConfigureAwait(false));
    }

    public IEnumerable<string> NamesOn(string table) => triggers[table].Select(t => t.Name);

    public bool Has(FrozenTable table, FreezeTrigger trigger) => triggers[table.Name].Contains((trigger.Name, trigger.Bits, true));

    /// <summary>Whether everything that would be written to a table is refused.</summary>
    public bool Covers(FrozenTable table) => HasFunction && FreezeObjects.TriggersOf(table).All(t => Has(table, t));
}
