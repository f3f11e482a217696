using Kong.Upgrade.Database;

namespace Kong.Upgrade.Preflight;

/// <summary>Connections as the server counts them; a limit of -1 is none.</summary>
internal sealed record ConnectionUse(int Most, int Reserved, long Used, int DatabaseLimit, long DatabaseUsed, int RoleLimit, long RoleUsed, long BlueUsed, string ByWhom)
{
    // Workers of the server itself are not counted against max_connections.
    private const string Clients = "FROM pg_stat_activity WHERE usename IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'";

    private const string Numbers =
        $"""
        SELECT current_setting('max_connections')::int, current_setting('superuser_reserved_connections')::int + coalesce(current_setting('reserved_connections', true)::int, 0),
               (SELECT count(*) {Clients}), (SELECT datconnlimit FROM pg_database WHERE datname = current_database()), (SELECT count(*) {Clients} AND datname = current_database()),
               coalesce((SELECT CASE WHEN rolsuper THEN -1 ELSE rolconnlimit END FROM pg_roles WHERE rolname = $1), -1), (SELECT count(*) {Clients} AND usename = $1),
               (SELECT count(*) {Clients} AND usename = $2 AND datname = current_database())
        """;

    private const string Holders = $"SELECT usename::text || coalesce(' (' || nullif(application_name, '') || ')', '') || ' ' || count(*) {Clients} GROUP BY usename, application_name ORDER BY count(*) DESC, 1 LIMIT 8";

    /// <summary>Where it is tightest: how many more may connect, and why not more.</summary>
    public (long Free, string Why) Room => new (long Free, string Why)[]
    {
        (Most - Reserved - Used, $"max_connections {Most} - reserved {Reserved} - in use {Used}"),
        (DatabaseLimit < 0 ? long.MaxValue : DatabaseLimit - DatabaseUsed, $"the database's CONNECTION LIMIT {DatabaseLimit} - in use {DatabaseUsed}"),
        (RoleLimit < 0 ? long.MaxValue : RoleLimit - RoleUsed, $"the role's CONNECTION LIMIT {RoleLimit} - in use {RoleUsed}"),
    }.MinBy(room => room.Free);

    public static async Task<ConnectionUse> ReadAsync(DatabaseSession session, string green, string blue, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> holders = await session.QueryAsync(Holders, r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ConnectionUse> use = await session.QueryAsync(
            Numbers, r => new ConnectionUse(r.GetInt32(0), r.GetInt32(1), r.GetInt64(2), r.GetInt32(3), r.GetInt64(4), r.GetInt32(5), r.GetInt64(6), r.GetInt64(7), string.Join(", ", holders)), cancellationToken, green, blue).ConfigureAwait(false);
        return use.Single();
    }
}
