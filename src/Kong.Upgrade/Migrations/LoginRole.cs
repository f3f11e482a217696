using Kong.Upgrade.Database;

namespace Kong.Upgrade.Migrations;

/// <summary>Who migrates, and to whom Kong's tables belong. Immutable.</summary>
/// <param name="Login">The role that logs in.</param>
/// <param name="Owner">The owner of <c>schema_meta</c>.</param>
/// <param name="MissingSettings">What the role should have set and has not, with the remedy.</param>
internal sealed record LoginRole(string Login, string Owner, IReadOnlyList<string> MissingSettings)
{
    private static readonly (string Setting, string Without)[] wanted =
    [
        ("lock_timeout", "the migration queues behind any lock and blue's readers behind it (kong-facts 12.8 no. 7)"),
        ("client_connection_check_interval", "a killed kong leaves its statement at work in the server (kong-facts 12.8 no. 1)"),
    ];

    /// <summary>Whether the login is the migration's own: Kong's nodes use the owner, so no session of this login can be a node's.</summary>
    public bool IsSeparate => Login != Owner;

    public static Task<LoginRole> ReadAsync(KongDatabase database, CancellationToken cancellationToken) => database.RunAsync(
        "reading the migration's role",
        async session =>
        {
            IReadOnlyList<(string Login, string? Owner)> roles = await session.QueryAsync(
                "SELECT session_user::text, (SELECT pg_get_userbyid(relowner)::text FROM pg_class WHERE oid = to_regclass($1))",
                row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)), cancellationToken, SchemaMeta.Table(session)).ConfigureAwait(false);
            IReadOnlyList<string> set = await session.QueryAsync(
                "SELECT name FROM pg_settings WHERE name = ANY($1) AND setting <> '0'", row => row.GetString(0), cancellationToken, (object)wanted.Select(w => w.Setting).ToArray()).ConfigureAwait(false);
            (string login, string? owner) = roles[0];
            return new LoginRole(login, owner ?? login, [.. wanted.Where(w => !set.Contains(w.Setting)).Select(w => Missing(login, w.Setting, w.Without))]);
        },
        cancellationToken);

    private static string Missing(string login, string setting, string without) =>
        $"{login} has no {setting}: {without}. ALTER ROLE {Sql.Name(login)} SET {setting} = '{(setting == "lock_timeout" ? "1500ms" : "500ms")}' is the remedy, for a role of the migration's own";
}
