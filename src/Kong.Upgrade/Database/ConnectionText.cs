using Kong.Upgrade.Configuration;
using Npgsql;

namespace Kong.Upgrade.Database;

/// <summary>A node's <c>pg_*</c> settings in Npgsql's words.</summary>
internal static class ConnectionText
{
    private const int LeastCommandSeconds = 30;

    public static KongDatabase Connect(KongConfiguration configuration, KongPostgresSettings postgres)
    {
        if (configuration.Database != "postgres") throw NoDatabase(configuration);
        if (postgres.Database is null) throw new UpgradeServiceException($"pg_database is empty in {configuration}. Name the database that blue uses.");
        return new(Of(postgres).ConnectionString, postgres.Schema);
    }

    private static NpgsqlConnectionStringBuilder Of(KongPostgresSettings postgres) => new()
    {
        Host = postgres.Host,
        Port = postgres.Port is > 0 and <= 65535 and var port ? port : throw new UpgradeServiceException($"pg_port is {postgres.Port}; a port is 1 to 65535. Correct it."),
        Database = postgres.Database,
        Username = postgres.User,
        Password = postgres.Password,
        SslMode = !postgres.Ssl ? SslMode.Disable : postgres.SslVerify ? SslMode.VerifyFull : postgres.SslRequired ? SslMode.Require : SslMode.Prefer,
        RootCertificate = postgres is { Ssl: true, SslVerify: true } ? Authority(postgres.Authorities) : null,
        SslCertificate = postgres.Ssl ? postgres.Certificate : null,
        SslKey = postgres.Ssl ? postgres.CertificateKey : null,
        Timeout = Seconds(postgres.Timeout),
        CommandTimeout = Math.Max(LeastCommandSeconds, Seconds(postgres.Timeout)),
    };

    // Without a file Npgsql asks the system's authorities, which is what "system" and Kong's own default mean.
    private static string? Authority(IReadOnlyList<string> authorities) => authorities switch
    {
        [] or ["system"] => null,
        [var file] when File.Exists(file) => file,
        [var absent] when absent.Length < 200 => throw new UpgradeServiceException($"lua_ssl_trusted_certificate names {absent}, which is no file on this host. Name the file that holds the authority of PostgreSQL's certificate."),
        _ => throw new UpgradeServiceException($"lua_ssl_trusted_certificate names {authorities.Count} authorities or holds a certificate itself; one file is understood here. Put all authorities into one file and name it, for this library, in KONG_LUA_SSL_TRUSTED_CERTIFICATE of the environment that is given."),
    };

    private static int Seconds(TimeSpan time) => Math.Clamp((int)Math.Ceiling(time.TotalSeconds), 1, 1024);

    private static UpgradeServiceException NoDatabase(KongConfiguration configuration) => new(configuration.Database switch
    {
        "off" => $"database = off in {configuration}: such a node keeps its configuration in memory and has nothing to migrate. Give the configuration of a node with a database (a control plane in hybrid mode).",
        "cassandra" => $"database = cassandra in {configuration}: Kong 3.4 dropped Cassandra and this library knows PostgreSQL only. Move to PostgreSQL first (kong config db_export, db_import).",
        _ => $"database = {configuration.Database} in {configuration}: Kong knows postgres and off. Correct it.",
    });
}
