using Kong.Upgrade.Database;

namespace Kong.Upgrade.Roles;

/// <summary>What the server says about a role.</summary>
internal sealed record RoleFacts(string Name, bool MayLogIn, string? Comment)
{
    /// <summary>What stands in the comment of a role that was made here. It names the database, since roles belong to the whole server.</summary>
    public static string MarkOf(KongDatabase owner) => $"kong-upgrade: made for database {owner.Name}, may be dropped when its upgrade is over";

    public bool IsOurs(KongDatabase owner) => Comment == MarkOf(owner);

    public static async Task<RoleFacts?> FindAsync(DatabaseSession session, string name, CancellationToken cancellationToken)
    {
        const string sql = "SELECT rolname::text, rolcanlogin, shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = $1";
        IReadOnlyList<RoleFacts> found = await session.QueryAsync(sql, r => new RoleFacts(r.GetString(0), r.GetBoolean(1), r.IsDBNull(2) ? null : r.GetString(2)), cancellationToken, name).ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    /// <summary>How many objects belong to it, in all databases of the server; memberships do not count.</summary>
    public static Task<long> OwnsAsync(DatabaseSession session, string name, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>("SELECT count(*) FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = (SELECT oid FROM pg_roles WHERE rolname = $1) AND deptype = 'o'", cancellationToken, name);

    /// <summary>Whether the server can notice in the middle of a statement that its client is gone: from 14 on, on Linux.</summary>
    public static Task<bool> NoticesDeadClientsAsync(DatabaseSession session, CancellationToken cancellationToken) =>
        session.ScalarAsync<bool>("SELECT current_setting('server_version_num')::int >= 140000 AND version() LIKE '%linux%'", cancellationToken);

    /// <summary>How many sessions it has, by database.</summary>
    public static Task<IReadOnlyList<(string Database, long Count)>> SessionsAsync(DatabaseSession session, string name, CancellationToken cancellationToken) =>
        session.QueryAsync(
            "SELECT coalesce(datname, '')::text, count(*) FROM pg_stat_activity WHERE usename = $1 AND pid <> pg_backend_pid() GROUP BY 1 ORDER BY 1",
            r => (r.GetString(0), r.GetInt64(1)), cancellationToken, name);
}
