using System.Globalization;
using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>Where Kong's database is, as the <c>pg_*</c> keys say (kong-facts 1.10).</summary>
/// <param name="ConnectionString">For Npgsql.</param>
/// <param name="Timeout">How long one statement may take.</param>
/// <param name="Greeting">What every connection says first.</param>
internal sealed record PostgresSettings(string ConnectionString, TimeSpan Timeout, string Greeting)
{
    public static PostgresSettings From(Func<string, string?> setting, TimeSpan? timeout)
    {
        TimeSpan patience = timeout ?? TimeSpan.FromMilliseconds(double.Parse(setting("pg_timeout") ?? "5000", CultureInfo.InvariantCulture));
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
            CommandTimeout = 0,
            Timeout = (int)Math.Ceiling(patience.TotalSeconds),
            Pooling = false,
        };
        return new PostgresSettings(builder.ConnectionString, patience, GreetingOf(setting("pg_schema")));
    }

    private static string GreetingOf(string? schema) => string.IsNullOrEmpty(schema)
        ? "SET TIME ZONE 'UTC'"
        : $"SET SCHEMA '{schema.Replace("'", "''", StringComparison.Ordinal)}'; SET TIME ZONE 'UTC'";
}
