namespace Kong.Upgrade.Simulation.Database;

/// <summary>The whole content of a store that is not PostgreSQL, and the rules by which it changes. Immutable, so that a failed write changes nothing.</summary>
internal sealed record SchemaDocument(IReadOnlyList<SchemaMetaRow>? Rows, SchemaLock? Lock, string? Declarative = null)
{
    public static SchemaDocument Empty { get; } = new(null, null);

    public SchemaDocument Bootstrapped() => Rows is null ? this with { Rows = [] } : this;

    public SchemaDocument Recorded(string subsystem, string migration, MigrationRecord record)
    {
        IReadOnlyList<SchemaMetaRow> rows = Rows ?? throw NoTable("schema_meta");
        SchemaMetaRow before = rows.FirstOrDefault(row => row.Subsystem == subsystem) ?? new(subsystem, null, null, null);
        return this with { Rows = [.. rows.Where(row => row.Subsystem != subsystem), before.With(migration, record)] };
    }

    public SchemaLock? LiveLock(DateTimeOffset now) => Lock is { } held && held.Ttl > now ? held : null;

    public SchemaDocument Locked(string owner, DateTimeOffset ttl)
    {
        _ = Rows ?? throw NoTable("locks");
        return this with { Lock = new SchemaLock(owner, ttl) };
    }

    public SchemaDocument Unlocked(string owner) => Lock?.Owner == owner ? this with { Lock = null } : this;

    private static SchemaStoreException NoTable(string table) => new($"ERROR: relation \"{table}\" does not exist");
}
