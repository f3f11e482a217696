using System.Globalization;
using Kong.Upgrade.Database;
using Npgsql;

namespace Kong.Upgrade;

/// <summary>The PostgreSQL database that blue and green share, as one login role sees it.</summary>
/// <remarks>
/// Safe for any number of threads. Holds a pool of connections until it is disposed. Connect directly: a pooler in transaction mode
/// loses the schema that Kong sets for its session (kong-facts 1.10, 10 no. 6) and is refused.
/// </remarks>
public sealed class KongDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder settings;
    private readonly NpgsqlDataSource source;
    private KongDatabase? afterFence;

    /// <summary>Names the database. Nothing is connected yet.</summary>
    /// <param name="connectionString">Host, port, database, user, password and TLS in Npgsql's words. The password never leaves this object but towards the server and the tools that are run on it.</param>
    /// <param name="schema">Kong's <c>pg_schema</c>. The default value is <c>public</c>.</param>
    /// <exception cref="ArgumentException">The text is no connection string, or names no host, database or user.</exception>
    public KongDatabase(string connectionString, string schema = "public")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentException.ThrowIfNullOrWhiteSpace(schema);
        settings = Parse(connectionString);
        Schema = schema;
        settings.SearchPath = Sql.Name(schema);
        settings.ApplicationName ??= "kong-upgrade";
        source = NpgsqlDataSource.Create(settings.ConnectionString);
    }

    /// <summary>Names the database that a node uses, as that node logs in. Nothing is connected yet.</summary>
    /// <remarks>
    /// TLS follows the node: <c>pg_ssl</c> off is no TLS; on goes on in the clear where the server has none unless <c>pg_ssl_required</c>; <c>pg_ssl_verify</c> is
    /// stricter than in Kong: the certificate must also be made for <c>pg_host</c>. <c>pg_timeout</c> bounds connecting; statements have at least 30 s,
    /// since Kong's bound is meant for its own small ones.
    /// </remarks>
    /// <param name="configuration">The node's configuration.</param>
    /// <returns>The database, to be disposed by the caller.</returns>
    /// <exception cref="UpgradeServiceException">The node has no PostgreSQL database; or a setting is missing, wrong or in a vault that cannot be read from here.</exception>
    public static KongDatabase FromConfiguration(KongConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return ConnectionText.Connect(configuration, configuration.Postgres);
    }

    /// <summary>Names the replica that a node reads from while it proxies (<c>pg_ro_host</c>). Never decide about migrations from what it says: it lags behind.</summary>
    /// <param name="configuration">The node's configuration.</param>
    /// <returns>The replica, to be disposed by the caller; <see langword="null"/> where the node has none.</returns>
    /// <exception cref="UpgradeServiceException">See <see cref="FromConfiguration"/>.</exception>
    public static KongDatabase? ReadOnlyFromConfiguration(KongConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.ReadOnlyPostgres is { } replica ? ConnectionText.Connect(configuration, replica) : null;
    }

    /// <summary>The server's host.</summary>
    public string Host => settings.Host!;

    /// <summary>The server's port.</summary>
    public int Port => settings.Port;

    /// <summary>The database's name.</summary>
    public string Name => settings.Database!;

    /// <summary>The role that logs in.</summary>
    public string Username => settings.Username!;

    /// <summary>The schema that holds Kong's tables.</summary>
    public string Schema { get; }

    /// <summary>What must never be printed.</summary>
    internal string? Password => settings.Password;

    internal SslMode SslMode => settings.SslMode;

    internal string? RootCertificate => settings.RootCertificate;

    internal string? SslCertificate => settings.SslCertificate;

    internal string? SslKey => settings.SslKey;

    /// <summary>The same database under another role.</summary>
    /// <param name="username">The role.</param>
    /// <param name="password">Its password, or <see langword="null"/> for none.</param>
    /// <returns>Another object, to be disposed by the caller.</returns>
    public KongDatabase As(string username, string? password) =>
        With(changed => (changed.Username, changed.Password) = (username, password));

    /// <summary>The same, but once the role may not log in any more, because blue is fenced, sessions are opened as another that acts as it.</summary>
    internal KongDatabase AfterFence(KongDatabase other)
    {
        // The fence ends sessions: one that waits in a pool would be found dead by its next user.
        KongDatabase same = With(changed => changed.Pooling = false);
        same.afterFence = other;
        return same;
    }

    /// <summary>Another database on the same server under the same role.</summary>
    internal KongDatabase On(string database) => With(changed => changed.Database = database);

    /// <summary>Opens a session and says in <paramref name="doing"/> what for, should it fail.</summary>
    internal async Task<DatabaseSession> OpenAsync(string doing, CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return new(this, connection, doing);
        }
        catch (Exception failure) when (DatabaseTrouble.Is(failure, cancellationToken))
        {
            UpgradeServiceException trouble = DatabaseTrouble.Of(this, doing, failure);
            if (afterFence is null || !DatabaseTrouble.IsFenced(trouble)) throw trouble;
        }
        return await afterFence.OpenAsync(doing, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a session for one piece of work.</summary>
    internal async Task<T> RunAsync<T>(string doing, Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken)
    {
        DatabaseSession session = await OpenAsync(doing, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false)) return await work(session).ConfigureAwait(false);
    }

    /// <summary>Closes the connections that nobody uses at the moment.</summary>
    internal void CloseIdle() => source.Clear();

    /// <summary>Where it is, without secrets: <c>kong@db.example:5432/kong (schema public)</c>.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Username}@{Host}:{Port}/{Name} (schema {Schema})");

    /// <summary>Closes all connections.</summary>
    /// <returns>A task that ends when they are closed.</returns>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private KongDatabase With(Action<NpgsqlConnectionStringBuilder> change)
    {
        NpgsqlConnectionStringBuilder changed = new(settings.ConnectionString);
        change(changed);
        return new(changed.ConnectionString, Schema);
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        NpgsqlConnectionStringBuilder parsed = new(connectionString);
        if (string.IsNullOrEmpty(parsed.Host) || string.IsNullOrEmpty(parsed.Database) || string.IsNullOrEmpty(parsed.Username))
            throw new ArgumentException("The connection string must name Host, Database and Username.", nameof(connectionString));
        return parsed;
    }
}
