using System.Globalization;
using System.Text.RegularExpressions;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Schema;

/// <summary>Whether the database is one of the version that blue is taken for: id <c>database-schema</c>. Names of core migrations say up to which minor version it was migrated (kong-facts 1.8).</summary>
internal static partial class SchemaCheck
{
    private const string Id = "database-schema";

    public static PreflightFinding? Of(DatabaseFacts database, KongVersion from, KongVersion to)
    {
        if (database.CoreMigrations is not { } executed)
            return Finding(FindingSeverity.Blocking, "The database has no schema_meta with core migrations: it is not a database that Kong was bootstrapped on.", "Name blue's own database and schema (pg_database, pg_schema).");
        (int Major, int Minor) reached = executed.Select(Target).Max();
        string has = string.Create(CultureInfo.InvariantCulture, $"The database holds core migrations of Kong {reached.Major}.{reached.Minor}");
        if (reached.CompareTo((to.Major, to.Minor)) > 0) return Finding(FindingSeverity.Blocking, $"{has}, which is newer than {to}: a newer Kong was here.", "Plan for that version, or restore the database.");
        if (reached.CompareTo((from.Major, from.Minor)) > 0) return Finding(FindingSeverity.Serious, $"{has}, which is newer than blue's {from}: an upgrade was begun or finished on it.", "Find out with 'kong migrations list' of the newer version; blue may not survive its next restart (kong-facts 12.5).");
        return null;
    }

    // "024_380_to_390" leads to 3.9, "025_390_to_3100" to 3.10; the first of all, "000_base", to nothing that counts.
    private static (int Major, int Minor) Target(string migration) =>
        Name().Match(migration) is { Success: true } name ? (Number(name, "major"), Number(name, "minor")) : (0, 0);

    private static int Number(Match name, string part) => int.Parse(name.Groups[part].ValueSpan, CultureInfo.InvariantCulture);

    private static PreflightFinding Finding(FindingSeverity severity, string what, string remedy) => new() { Id = Id, Severity = severity, What = what, Remedy = remedy, Source = "kong-facts 1.8" };

    [GeneratedRegex(@"_to_(?<major>\d)(?<minor>\d+)\d$")]
    private static partial Regex Name();
}
