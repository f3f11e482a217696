using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>
/// One backend, used by one caller at a time. Whoever waits too long leaves it as Kong's driver does: no cancel request is sent, so the backend
/// goes on waiting and may still carry the statement out (kong-facts 12.8 no. 1). Npgsql would cancel, therefore its own timeout is off.
/// </summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly TimeSpan _timeout;
    private Task? _abandoned;

    private PostgresSession(NpgsqlConnection connection, TimeSpan timeout) => (_connection, _timeout) = (connection, timeout);

    public bool IsUsable => _abandoned is null && _connection.State == System.Data.ConnectionState.Open;

    public static async Task<PostgresSession> OpenAsync(NpgsqlDataSource source, PostgresSettings settings, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        PostgresSession session = new(connection, settings.Timeout);
        try
        {
            await session.DoAsync(settings.Greeting, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task<int> DoAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        return WithinAsync(DoAsync(), cancellationToken);

        async Task<int> DoAsync()
        {
            using NpgsqlCommand command = Command(sql, values);
            return await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    public Task<IReadOnlyList<T>> AskAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        return WithinAsync(AskAsync(), cancellationToken);

        async Task<IReadOnlyList<T>> AskAsync()
        {
            List<T> rows = [];
            using NpgsqlCommand command = Command(sql, values);
            using NpgsqlDataReader reader = await command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
            while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_abandoned is null)
        {
            return _connection.DisposeAsync();
        }

        _ = CloseAfterAsync(_abandoned);
        return ValueTask.CompletedTask;
    }

    private async Task<T> WithinAsync<T>(Task<T> work, CancellationToken cancellationToken)
    {
        try
        {
            // Real time on purpose: the database does not live in this process's virtual time.
            return await work.WaitAsync(_timeout, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!work.IsCompleted)
        {
            _abandoned = work;
            throw error is TimeoutException ? new NpgsqlException("The database did not answer in time.", error) : error;
        }
    }

    // Closing a connection whose statement runs would cancel that statement. The end of the process drops the socket, as with Kong;
    // in a process that lives on, the connection is closed once the statement has ended.
    private async Task CloseAfterAsync(Task statement)
    {
        try
        {
            await statement.ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // Nobody waits for the outcome any more.
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        NpgsqlCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // Texts are constants or the packaged migrations; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
