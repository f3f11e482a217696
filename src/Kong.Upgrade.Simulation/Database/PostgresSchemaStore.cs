using System.Data;
using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>
/// Kong's own tables in a real PostgreSQL database (kong-facts 1.2, 1.5), so that whoever reads them sees what Kong would have left there.
/// Each call opens its own connection, as Kong's lock, work and unlock also came from three backends (kong-facts 12.2 no. 5).
/// </summary>
internal sealed class PostgresSchemaStore(PostgresSettings settings, TimeProvider time) : ISchemaStore
{
    private const string LockKey = "migrations";

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(settings.ConnectionString);

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

    public Task<IReadOnlyList<SchemaMetaRow>?> ReadAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<SchemaMetaRow>?>(
        async connection =>
        {
            if (!await HasTablesAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            List<SchemaMetaRow> rows = [];
            using NpgsqlCommand command = Command(
                connection, "SELECT subsystem, last_executed, executed, pending FROM schema_meta WHERE key = 'schema_meta'");
            using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(new(reader.GetString(0), Text(reader, 1), Names(reader, 2), Names(reader, 3)));
            }

            return rows;
        },
        cancellationToken);

    public Task BootstrapAsync(CancellationToken cancellationToken) => DoAsync(
        """
        CREATE TABLE IF NOT EXISTS schema_meta (key TEXT, subsystem TEXT, last_executed TEXT, executed TEXT[], pending TEXT[], PRIMARY KEY (key, subsystem));
        CREATE TABLE IF NOT EXISTS locks (key TEXT PRIMARY KEY, owner TEXT, ttl TIMESTAMP WITH TIME ZONE);
        CREATE INDEX IF NOT EXISTS locks_ttl_idx ON locks (ttl);
        """,
        cancellationToken);

    // Only the tables that a simulated bootstrap makes: a simulation drops nothing that it did not create.
    public Task ResetAsync(CancellationToken cancellationToken) => DoAsync("DROP TABLE IF EXISTS schema_meta, locks", cancellationToken);

    public Task RecordAsync(string subsystem, string migration, MigrationRecord record, CancellationToken cancellationToken) => DoAsync(
        record switch
        {
            MigrationRecord.Executed => """
                INSERT INTO schema_meta (key, subsystem, last_executed, executed) VALUES ('schema_meta', $1, $2, ARRAY[$2])
                ON CONFLICT (key, subsystem) DO UPDATE SET last_executed = $2, executed = array_append(schema_meta.executed, $2)
                """,
            MigrationRecord.Pending => """
                INSERT INTO schema_meta (key, subsystem, pending) VALUES ('schema_meta', $1, ARRAY[$2])
                ON CONFLICT (key, subsystem) DO UPDATE SET pending = array_append(schema_meta.pending, $2)
                """,
            _ => """
                INSERT INTO schema_meta (key, subsystem, last_executed, executed) VALUES ('schema_meta', $1, $2, ARRAY[$2])
                ON CONFLICT (key, subsystem) DO UPDATE SET last_executed = $2, executed = array_append(schema_meta.executed, $2),
                    pending = array_remove(schema_meta.pending, $2)
                """,
        },
        cancellationToken,
        subsystem,
        migration);

    public async Task<bool> TryTakeLockAsync(string owner, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(connection => InsertLockAsync(connection, owner, timeToLive, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (SchemaStoreException error)
        {
            throw new SchemaStoreException($"failed to insert cluster lock: {error.Message}", error);
        }
    }

    public Task<SchemaLock?> ReadLockAsync(CancellationToken cancellationToken) => AskAsync<SchemaLock?>(
        async connection =>
        {
            using NpgsqlCommand command = Command(
                connection, "SELECT owner, ttl FROM locks WHERE key = $1 AND ttl >= CURRENT_TIMESTAMP", LockKey);
            using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                ? new SchemaLock(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1))
                : null;
        },
        cancellationToken);

    // A reset has dropped the table under its own lock.
    public Task ReleaseLockAsync(string owner, CancellationToken cancellationToken) => AskAsync(
        async connection =>
        {
            using NpgsqlCommand command = Command(connection, "DELETE FROM locks WHERE key = $1 AND owner = $2", LockKey, owner);
            return await HasTablesAsync(connection, cancellationToken).ConfigureAwait(false)
                ? await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false)
                : 0;
        },
        cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    // The ttl is this process's clock, its expiry the database's (kong-facts 1.5).
    private async Task<bool> InsertLockAsync(NpgsqlConnection connection, string owner, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            using NpgsqlCommand clean = Command(connection, "DELETE FROM locks WHERE ttl < CURRENT_TIMESTAMP");
            await clean.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            using NpgsqlCommand insert = Command(
                connection, "INSERT INTO locks (key, owner, ttl) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", LockKey, owner, time.GetUtcNow() + timeToLive);
            int inserted = await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return inserted == 1;
        }
    }

    private static async Task<bool> HasTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = Command(connection, "SELECT to_regclass('schema_meta') IS NOT NULL");
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }

    private Task<int> DoAsync(string sql, CancellationToken cancellationToken, params object[] values) => AskAsync(
        async connection =>
        {
            using NpgsqlCommand command = Command(connection, sql, values);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<T> AskAsync<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await EnterSchemaAsync(connection, cancellationToken).ConfigureAwait(false);
                return await ask(connection).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException error)
        {
            throw new SchemaStoreException(PostgresText.Of(error), error);
        }
    }

    private async Task EnterSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (settings.Schema is { Length: > 0 } schema)
        {
            using NpgsqlCommand command = Command(connection, "SELECT set_config('search_path', $1, false)", schema);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        NpgsqlCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this file; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string[]? Names(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<string[]>(column);
}
