using System.Globalization;
using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>Where Kong's database is, as the <c>pg_*</c> keys say (kong-facts 1.10).</summary>
internal sealed record PostgresSettings(string ConnectionString, string? Schema)
{
    public static PostgresSettings From(Func<string, string?> setting, TimeSpan? timeout)
    {
        double seconds = timeout?.TotalSeconds ?? double.Parse(setting("pg_timeout") ?? "5000", CultureInfo.InvariantCulture) / 1000;
        bool ssl = setting("pg_ssl") == "on";
        NpgsqlConnectionStringBuilder builder = new()
        {
            Host = setting("pg_host"),
            Port = int.Parse(setting("pg_port") ?? "5432", CultureInfo.InvariantCulture),
            Database = setting("pg_database"),
            Username = setting("pg_user"),
            Password = setting("pg_password"),
            ApplicationName = "kong",
            SslMode = !ssl ? SslMode.Disable : setting("pg_ssl_verify") == "on" ? SslMode.VerifyFull : SslMode.Require,
            CommandTimeout = (int)Math.Ceiling(seconds),
            Timeout = (int)Math.Ceiling(seconds),
            Pooling = false,
        };
        return new PostgresSettings(builder.ConnectionString, setting("pg_schema"));
    }
}
