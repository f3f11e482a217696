using System.Globalization;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Roles;

/// <summary>The statements that make an upgrade's login roles.</summary>
/// <remarks>
/// A role is a member of Kong's and acts as it from its first statement on: what it creates then belongs to Kong's role, and <c>session_user</c> still tells
/// who it is (kong-facts 12.2). Without <c>SET role</c> new tables would belong to the wrong role and the damage would show only later.
/// </remarks>
internal sealed class RoleSql(KongDatabase owner, DatabaseRoleOptions options)
{
    public IEnumerable<string> Create(string role, string password, bool exists) =>
    [
        // The comment says whose it is, so it is there before anything else may fail.
        exists ? $"ALTER ROLE {Sql.Name(role)} LOGIN PASSWORD {Sql.Text(password)}" : $"CREATE ROLE {Sql.Name(role)} LOGIN PASSWORD {Sql.Text(password)} NOSUPERUSER NOCREATEDB NOCREATEROLE",
        $"COMMENT ON ROLE {Sql.Name(role)} IS {Sql.Text(RoleFacts.MarkOf(owner))}",
        $"GRANT {Sql.Name(owner.Username)} TO {Sql.Name(role)}",
        $"ALTER ROLE {Sql.Name(role)} SET role = {Sql.Text(owner.Username)}",
    ];

    public IEnumerable<string> Bound(string role, bool noticesDeadClients)
    {
        yield return Set(role, "lock_timeout", options.LockTimeout);
        yield return Set(role, "idle_in_transaction_session_timeout", options.IdleInTransactionTimeout);
        if (noticesDeadClients) yield return Set(role, "client_connection_check_interval", options.ConnectionCheckInterval);
    }

    private static string Set(string role, string setting, TimeSpan value) =>
        string.Create(CultureInfo.InvariantCulture, $"ALTER ROLE {Sql.Name(role)} SET {setting} = '{value.TotalMilliseconds:0}ms'");
}
