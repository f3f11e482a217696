using Kong.Upgrade.Database;

namespace Kong.Upgrade.Migrations;

/// <summary>Finds objects in Kong's schema that do not belong to the owner of Kong's tables: nodes would be refused there, and only later (kong-facts 12.2 no. 3).</summary>
internal static class Ownership
{
    // What an extension brought belongs to whoever installed it; an index belongs to its table's owner by itself.
    private const string Foreign =
        """
        SELECT o.kind, o.name, pg_get_userbyid(o.owner)::text FROM (
            SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END AS kind,
                c.oid::regclass::text AS name, c.relowner AS owner, 'pg_class'::regclass::oid AS class, c.oid AS id
            FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p', 'S', 'v', 'm')
            UNION ALL
            SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END, p.oid::regprocedure::text, p.proowner, 'pg_proc'::regclass::oid, p.oid
            FROM pg_proc p WHERE p.pronamespace = $1::regnamespace) o
        WHERE o.owner <> (SELECT relowner FROM pg_class WHERE oid = to_regclass($2))
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.class AND d.objid = o.id AND d.deptype = 'e')
        ORDER BY 1, 2
        """;

    public static Task<IReadOnlyList<Stranger>> FindAsync(KongDatabase database, CancellationToken cancellationToken) => database.RunAsync(
        "checking to whom Kong's objects belong",
        session => session.QueryAsync(
            Foreign, row => new Stranger(row.GetString(0), row.GetString(1), row.GetString(2)), cancellationToken, Sql.Name(database.Schema), SchemaMeta.Table(session)),
        cancellationToken);

    /// <summary>Those that this migration must have made: what stood there before under a third role is none of its business.</summary>
    public static IReadOnlyList<Stranger> MadeByMigration(IReadOnlyList<Stranger> before, IReadOnlyList<Stranger> after, string login) =>
        [.. after.Where(s => s.Owner == login || !before.Contains(s))];

    public static UpgradeServiceException Refusal(KongDatabase database, IReadOnlyList<Stranger> strangers, string owner) => new(
        $"The migration did its work on {database}, but these objects do not belong to {owner}, and Kong's nodes will be refused there: {string.Join(", ", strangers)}. " +
        $"As a superuser: {string.Join(' ', strangers.Select(s => $"ALTER {s.Kind} {s.Name} OWNER TO {Sql.Name(owner)};"))} " +
        $"Then ALTER ROLE {Sql.Name(database.Username)} SET role = {Sql.Text(owner)}, so that it does not happen again.");

    /// <summary>An object and its owner.</summary>
    internal sealed record Stranger(string Kind, string Name, string Owner)
    {
        public override string ToString() => $"{Kind} {Name} (of {Owner})";
    }
}
