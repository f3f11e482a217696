using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>A node's connections, kept open between uses as real nodes keep theirs, each in the node's schema and in UTC.</summary>
internal sealed class PostgresPool : IDisposable
{
    private readonly NpgsqlDataSource _source;

    public PostgresPool(PostgresSettings settings)
    {
        // The greeting must outlive a connection's return to the pool. Details name the key that a write collided with.
        NpgsqlDataSourceBuilder builder = new(settings.ConnectionString) { ConnectionStringBuilder = { Pooling = true, NoResetOnClose = true, IncludeErrorDetail = true } };
        builder.UsePhysicalConnectionInitializer(
            connection => Greet(connection, settings.Greeting),
            async connection =>
            {
                using NpgsqlCommand command = Command(connection, settings.Greeting, []);
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            });
        _source = builder.Build();
    }

    /// <summary>Twice, as the first try may have got a connection that died while it lay idle.</summary>
    public bool IsReachable() => Answers() || Answers();

    public List<T> Ask<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        using NpgsqlCommand command = Command(connection, sql, values);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    public int Do(string sql, params object[] values)
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        using NpgsqlCommand command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    public void Dispose() => _source.Dispose();

    private bool Answers()
    {
        try
        {
            return Ask("SELECT 1", reader => reader.GetInt32(0)).Count == 1;
        }
        catch (NpgsqlException)
        {
            _source.Clear();
            return false;
        }
    }

    private static void Greet(NpgsqlConnection connection, string greeting)
    {
        using NpgsqlCommand command = Command(connection, greeting, []);
        command.ExecuteNonQuery();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        NpgsqlCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns come from the schemas of this library; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
