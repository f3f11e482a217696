using System.Globalization;
using Npgsql;

namespace Kong.Upgrade.Database;

/// <summary>The same database in the words of others: Kong's <c>KONG_PG_*</c> and PostgreSQL's own <c>PG*</c> environment. Passwords stand here and never in arguments (I9).</summary>
internal static class KongSettings
{
    /// <summary>For <c>kong</c>. A read-only replica is switched off: commands must see the primary (kong-facts 1.10).</summary>
    public static IReadOnlyDictionary<string, string?> ForKong(KongDatabase database)
    {
        Dictionary<string, string?> settings = new()
        {
            ["KONG_DATABASE"] = "postgres",
            ["KONG_PG_HOST"] = database.Host,
            ["KONG_PG_PORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
            ["KONG_PG_USER"] = database.Username,
            ["KONG_PG_PASSWORD"] = database.Password,
            ["KONG_PG_DATABASE"] = database.Name,
            ["KONG_PG_SCHEMA"] = database.Schema,
            ["KONG_PG_RO_HOST"] = null,
        };
        // "Prefer" says nothing: then the node's own configuration decides.
        if (database.SslMode is SslMode.Prefer) return settings;
        settings["KONG_PG_SSL"] = database.SslMode is SslMode.Disable or SslMode.Allow ? "off" : "on";
        settings["KONG_PG_SSL_VERIFY"] = database.SslMode is SslMode.VerifyCA or SslMode.VerifyFull ? "on" : "off";
        return settings;
    }

    /// <summary>For <c>pg_dump</c>, <c>pg_restore</c> and <c>psql</c>.</summary>
    public static IReadOnlyDictionary<string, string?> ForTools(KongDatabase database) => new Dictionary<string, string?>
    {
        ["PGHOST"] = database.Host,
        ["PGPORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = database.Username,
        ["PGPASSWORD"] = database.Password,
        ["PGDATABASE"] = database.Name,
        ["PGAPPNAME"] = "kong-upgrade",
        ["PGSSLMODE"] = database.SslMode switch
        {
            SslMode.Disable => "disable",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => "prefer",
        },
        ["PGSSLROOTCERT"] = database.RootCertificate,
        ["PGSSLCERT"] = database.SslCertificate,
        ["PGSSLKEY"] = database.SslKey,
    };
}
