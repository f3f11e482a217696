namespace Kong.Upgrade.Configuration;

/// <summary>How a node reaches PostgreSQL: its <c>pg_*</c> settings. Immutable. Shows no password.</summary>
/// <remarks>A setting that was emptied has Kong's driver's own value, as in Kong.</remarks>
public sealed class KongPostgresSettings
{
    private readonly KongConfiguration configuration;
    private readonly bool isReplica;

    internal KongPostgresSettings(KongConfiguration configuration, bool isReplica) => (this.configuration, this.isReplica) = (configuration, isReplica);

    /// <summary><c>pg_host</c>. The default value is <c>127.0.0.1</c>.</summary>
    public string Host => Value("host") ?? "127.0.0.1";

    /// <summary><c>pg_port</c>, 1 to 65535. The default value is 5432.</summary>
    public int Port => (int)(Number("port") ?? 5432);

    /// <summary><c>pg_user</c>. The default value is <c>kong</c>; emptied: <c>postgres</c>.</summary>
    public string User => Value("user") ?? "postgres";

    /// <summary><c>pg_database</c>. The default value is <c>kong</c>; <see langword="null"/> when it was emptied: Kong then cannot connect.</summary>
    public string? Database => Value("database");

    /// <summary><c>pg_schema</c>. The default value is <c>public</c>.</summary>
    public string Schema => Value("schema") ?? "public";

    /// <summary><c>pg_ssl</c>: whether the node asks for TLS. The default value is off.</summary>
    public bool Ssl => On("ssl");

    /// <summary><c>pg_ssl_required</c>: whether the node refuses a server without TLS; otherwise it goes on in the clear. The default value is off.</summary>
    public bool SslRequired => On("ssl_required");

    /// <summary><c>pg_ssl_verify</c>: whether the server's certificate is looked at. The default value is off.</summary>
    public bool SslVerify => On("ssl_verify");

    /// <summary><c>lua_ssl_trusted_certificate</c>: whom certificates are checked against; files, or <c>system</c>.</summary>
    public IReadOnlyList<string> Authorities => configuration.List("lua_ssl_trusted_certificate");

    /// <summary><c>pg_timeout</c>, for each statement of a node. The default value is 5 s.</summary>
    public TimeSpan Timeout => TimeSpan.FromMilliseconds((double)(Number("timeout") ?? 5000));

    /// <summary><c>pg_pool_size</c>: idle connections that each worker keeps. <see langword="null"/> unless set: then <c>lua_socket_pool_size</c> counts.</summary>
    public int? PoolSize => (int?)Number("pool_size");

    /// <summary><c>pg_max_concurrent_queries</c>: statements at once of each worker; 0 is no bound. The default value is 0.</summary>
    public int MaxConcurrentQueries => (int)(Number("max_concurrent_queries") ?? 0);

    internal string? Password => Value("password");

    internal string? Certificate => Value("ssl_cert");

    internal string? CertificateKey => Value("ssl_cert_key");

    /// <summary>Where it is, without secrets.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"{User}@{Host}:{Port}/{Database} (schema {Schema}, TLS {(Ssl ? SslVerify ? "verified" : "on" : "off")})";

    // What the replica has not is as for the primary; TLS is not (a real node answers pg_ro_ssl=false where it was not set).
    private string? Value(string name) => isReplica
        ? configuration.Value("pg_ro_" + name) ?? (name.StartsWith("ssl", StringComparison.Ordinal) ? null : configuration.Value("pg_" + name))
        : configuration.Value("pg_" + name);

    private decimal? Number(string name) =>
        isReplica && configuration.Value("pg_ro_" + name) is not null ? configuration.Number("pg_ro_" + name) : configuration.Number("pg_" + name);

    private bool On(string name) => Value(name) is "on" or "true";
}
