using Kong.Upgrade.Database;

namespace Kong.Upgrade.Freeze;

/// <summary>Says before anything is tried what the role lacks, in SQL that gives it.</summary>
internal static class ArmingRights
{
    // Triggers can be granted; switching one to ALWAYS is the owner's.
    private const string Foreign = """
        SELECT c.relname, pg_get_userbyid(c.relowner) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relname = ANY ($2) AND NOT pg_has_role(c.relowner, 'USAGE') ORDER BY 1
        """;

    private const string MayMakeObjects = """
        SELECT CASE WHEN n.oid IS NULL THEN has_database_privilege(current_database(), 'CREATE') ELSE has_schema_privilege(n.oid, 'CREATE, USAGE') END
        FROM (SELECT (SELECT oid FROM pg_namespace WHERE nspname = $1) AS oid) n
        """;

    public static async Task RequireAsync(DatabaseSession session, PostgresFreezeOptions options, FreezeScope scope, CancellationToken cancellationToken)
    {
        KongDatabase database = session.Database;
        string role = Sql.Name(database.Username);
        IReadOnlyList<(string Table, string Owner)> foreign = await session.QueryAsync(
            Foreign, row => (row.GetString(0), row.GetString(1)), cancellationToken, database.Schema, scope.Tables.Select(t => t.Name).ToArray()).ConfigureAwait(false);
        if (foreign.Count > 0)
            throw Refused($"{database.Username} does not own {string.Join(", ", foreign.Select(f => f.Table))} ({foreign[0].Owner} does), so it cannot put triggers there. "
                + $"Freeze as that role, or run as one who may: GRANT {Sql.Name(foreign[0].Owner)} TO {role};", database);
        if (!await session.ScalarAsync<bool>(MayMakeObjects, cancellationToken, FreezeObjects.Schema).ConfigureAwait(false))
            throw Refused($"{database.Username} may not create the schema {FreezeObjects.Schema} or anything in it. Run as the database's owner: "
                + $"GRANT CREATE ON DATABASE {Sql.Name(database.Name)} TO {role}; or, if the schema is there: GRANT USAGE, CREATE ON SCHEMA {FreezeObjects.Schema} TO {role};", database);
        await RequireRolesAsync(session, options, cancellationToken).ConfigureAwait(false);
    }

    // A role that is misspelt would show only when 'up' fails midway (kong-facts 12.2 no. 1).
    private static async Task RequireRolesAsync(DatabaseSession session, PostgresFreezeOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> known = await session.QueryAsync(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)", row => row.GetString(0), cancellationToken, (object)options.LetThrough.ToArray()).ConfigureAwait(false);
        if (options.LetThrough.Except(known).FirstOrDefault() is { } missing)
            throw Refused($"LetThrough names the role {missing}, which does not exist. Create it: "
                + $"CREATE ROLE {Sql.Name(missing)} LOGIN PASSWORD '…' IN ROLE {Sql.Name(session.Database.Username)}; ALTER ROLE {Sql.Name(missing)} SET role = {Sql.Text(session.Database.Username)};", session.Database);
    }

    private static UpgradeServiceException Refused(string why, KongDatabase database) => new($"{database} was not frozen: {why}");
}
