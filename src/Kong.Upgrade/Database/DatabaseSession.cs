using System.Runtime.CompilerServices;
using Npgsql;

namespace Kong.Upgrade.Database;

/// <summary>One connection, and what it is used for: every failure leaves as an <see cref="UpgradeServiceException"/> that says so. For one thread.</summary>
internal sealed class DatabaseSession(KongDatabase database, NpgsqlConnection connection, string doing) : IAsyncDisposable
{
    public KongDatabase Database => database;

    /// <summary>For what this wrapper has no words: COPY, notices, transactions.</summary>
    public NpgsqlConnection Connection => connection;

    public Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values) =>
        GuardAsync(
            async () =>
            {
                using NpgsqlCommand command = Command(sql, values);
                return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>The first column of the first row; the type's default when it is null or there is no row.</summary>
    public Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken, params object?[] values) =>
        GuardAsync(
            async () =>
            {
                using NpgsqlCommand command = Command(sql, values);
                object? value = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
                return value is null or DBNull ? default : (T)value;
            },
            cancellationToken);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params object?[] values)
    {
        List<T> rows = [];
        await foreach (T row in StreamAsync(sql, map, cancellationToken, values).ConfigureAwait(false)) rows.Add(row);
        return rows;
    }

    /// <summary>Row by row, without holding more than one.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql, Func<NpgsqlDataReader, T> map, [EnumeratorCancellation] CancellationToken cancellationToken, params object?[] values)
    {
        using NpgsqlCommand command = Command(sql, values);
        NpgsqlDataReader reader = await GuardAsync(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await GuardAsync(() => reader.ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false)) yield return map(reader);
        }
    }

    /// <summary>Row by row as bytes, of a query with one column; much faster than <see cref="StreamAsync"/> where there are very many.</summary>
    public Task CopyAsync(string query, Action<ReadOnlyMemory<byte>> row, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                Stream stream = await connection.BeginRawBinaryCopyAsync($"COPY ({query}) TO STDOUT (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
                await using (stream.ConfigureAwait(false)) await new CopyOut(stream).ReadAsync(row, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Does a piece of work whole or not at all.</summary>
    public async Task InTransactionAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await ExecuteAsync("BEGIN", cancellationToken).ConfigureAwait(false);
        try
        {
            await work().ConfigureAwait(false);
            await ExecuteAsync("COMMIT", cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await RollBackAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Does a piece of work to see whether it can be done, and takes it back in any case.</summary>
    public async Task<T> OnTrialAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await ExecuteAsync("BEGIN", cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            await RollBackAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task RollBackAsync()
    {
        try
        {
            await ExecuteAsync("ROLLBACK", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is UpgradeServiceException or InvalidOperationException)
        {
            // The connection is gone, and with it the transaction; what ended it is what the caller is told.
        }
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
#pragma warning disable CA2100 // Texts come from this assembly; what comes from outside is a parameter or went through Sql.Name.
        NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        foreach (object? value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception failure) when (DatabaseTrouble.Is(failure, cancellationToken))
        {
            throw DatabaseTrouble.Of(database, doing, failure);
        }
        catch (NpgsqlException broken) when (cancellationToken.IsCancellationRequested)
        {
            // Given up and broken in the same moment: to who gave it up it is given up.
            throw new OperationCanceledException(broken.Message, broken, cancellationToken);
        }
    }
}
