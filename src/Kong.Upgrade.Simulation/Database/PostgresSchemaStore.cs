using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>
/// Kong's own tables in a real PostgreSQL database (kong-facts 1.2, 1.5), so that whoever reads them sees what Kong would have left there.
/// Reads, the lock and its release come each from an own backend; migrations and their records share one in between (kong-facts 12.2 no. 5).
/// </summary>
internal sealed class PostgresSchemaStore(PostgresSettings settings, TimeProvider time) : ISchemaStore, IKongTables
{
    private const string LockKey = "migrations";

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(settings.ConnectionString);
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private PostgresSession? _work;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            throw new SchemaStoreException($"failed to retrieve PostgreSQL server_version_num: {PostgresText.OfConnecting(error)}", error);
        }
    }

    public Task<IReadOnlyList<SchemaMetaRow>?> ReadAsync(CancellationToken cancellationToken) => OnceAsync<IReadOnlyList<SchemaMetaRow>?>(
        async session => await HasTableAsync(session, "schema_meta", cancellationToken).ConfigureAwait(false)
            ? await session.AskAsync(
                "SELECT subsystem, last_executed, executed, pending FROM schema_meta WHERE key = 'schema_meta'",
                reader => new SchemaMetaRow(reader.GetString(0), Text(reader, 1), Names(reader, 2), Names(reader, 3)),
                cancellationToken).ConfigureAwait(false)
            : null,
        cancellationToken);

    public Task BootstrapAsync(CancellationToken cancellationToken) => OnceAsync(
        session => session.DoAsync(
            """
            CREATE TABLE IF NOT EXISTS schema_meta (key TEXT, subsystem TEXT, last_executed TEXT, executed TEXT[], pending TEXT[], PRIMARY KEY (key, subsystem));
            CREATE TABLE IF NOT EXISTS locks (key TEXT PRIMARY KEY, owner TEXT, ttl TIMESTAMP WITH TIME ZONE);
            CREATE INDEX IF NOT EXISTS locks_ttl_idx ON locks (ttl);
            """,
            cancellationToken),
        cancellationToken);

    // Only the tables that a simulated bootstrap makes: a simulation drops nothing that it did not create.
    public Task ResetAsync(CancellationToken cancellationToken) => OnceAsync(
        session => session.DoAsync("DROP TABLE IF EXISTS schema_meta, locks", cancellationToken), cancellationToken);

    public Task RecordAsync(string subsystem, string migration, MigrationRecord record, CancellationToken cancellationToken) => WorkAsync(
        session => session.DoAsync(SchemaMetaStatement.Of(record), cancellationToken, subsystem, migration), cancellationToken);

    public async Task<bool> TryTakeLockAsync(string owner, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        try
        {
            return await OnceAsync(session => InsertLockAsync(session, owner, timeToLive, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (SchemaStoreException error)
        {
            throw new SchemaStoreException($"failed to insert cluster lock: {error.Message}", error);
        }
    }

    public Task<SchemaLock?> ReadLockAsync(CancellationToken cancellationToken) => OnceAsync<SchemaLock?>(
        async session =>
        {
            IReadOnlyList<SchemaLock> live = await session.AskAsync(
                "SELECT owner, ttl FROM locks WHERE key = $1 AND ttl >= CURRENT_TIMESTAMP",
                reader => new SchemaLock(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)),
                cancellationToken,
                LockKey).ConfigureAwait(false);
            return live.Count > 0 ? live[0] : null;
        },
        cancellationToken);

    // A reset has dropped the table under its own lock.
    public async Task ReleaseLockAsync(string owner, CancellationToken cancellationToken)
    {
        await EndWorkAsync().ConfigureAwait(false);
        await OnceAsync(ReleaseAsync, cancellationToken).ConfigureAwait(false);

        async Task<int> ReleaseAsync(PostgresSession session) => await HasTableAsync(session, "locks", cancellationToken).ConfigureAwait(false)
            ? await session.DoAsync("DELETE FROM locks WHERE key = $1 AND owner = $2", cancellationToken, LockKey, owner).ConfigureAwait(false)
            : 0;
    }

    Task<bool> IKongTables.ExistAsync(CancellationToken cancellationToken) =>
        WorkAsync(session => HasTableAsync(session, "services", cancellationToken), cancellationToken);

    PostgresEntities IKongTables.OpenEntities() => new(settings, time);

    Task IKongTables.ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        WorkAsync(session => session.DoAsync(sql, cancellationToken, values), cancellationToken);

    // One message, as Kong sends it: a backend whose client died meanwhile runs all of it, the COMMIT included (kong-facts 12.8 no. 1).
    Task IKongTables.ExecuteWholeAsync(string sql, CancellationToken cancellationToken) => WorkAsync(
        async session =>
        {
            try
            {
                return await session.DoAsync($"BEGIN;\n{sql}\nCOMMIT", cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException) when (session.IsUsable)
            {
                await session.DoAsync("ROLLBACK", cancellationToken).ConfigureAwait(false);
                throw;
            }
        },
        cancellationToken);

    Task<IReadOnlyList<T>> IKongTables.QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        WorkAsync(session => session.AskAsync(sql, read, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await EndWorkAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
        _oneAtATime.Dispose();
    }

    // The ttl is this process's clock, its expiry the database's (kong-facts 1.5). A delete that waits for a lock may end after the insert's turn: one transaction.
    private async Task<bool> InsertLockAsync(PostgresSession session, string owner, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        await session.DoAsync("BEGIN; DELETE FROM locks WHERE ttl < CURRENT_TIMESTAMP", cancellationToken).ConfigureAwait(false);
        int inserted = await session.DoAsync(
            "INSERT INTO locks (key, owner, ttl) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", cancellationToken, LockKey, owner, time.GetUtcNow() + timeToLive).ConfigureAwait(false);
        await session.DoAsync("COMMIT", cancellationToken).ConfigureAwait(false);
        return inserted == 1;
    }

    private static async Task<bool> HasTableAsync(PostgresSession session, string table, CancellationToken cancellationToken) =>
        (await session.AskAsync("SELECT to_regclass($1) IS NOT NULL", reader => reader.GetBoolean(0), cancellationToken, table).ConfigureAwait(false))[0];

    private async Task<T> OnceAsync<T>(Func<PostgresSession, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            PostgresSession session = await PostgresSession.OpenAsync(_source, settings, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                return await use(session).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException error)
        {
            throw new SchemaStoreException(PostgresText.Of(error), error);
        }
    }

    private async Task<T> WorkAsync<T>(Func<PostgresSession, Task<T>> use, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _work ??= await PostgresSession.OpenAsync(_source, settings, cancellationToken).ConfigureAwait(false);
            return await use(_work).ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            throw new SchemaStoreException(PostgresText.Of(error), error);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task EndWorkAsync()
    {
        if (Interlocked.Exchange(ref _work, null) is { } session)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string[]? Names(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<string[]>(column);
}
