using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>A database that may hold Kong's own tables. Everything goes through one connection, which the records of migrations share (kong-facts 12.2 no. 5).</summary>
internal interface IKongTables
{
    Task<bool> ExistAsync(CancellationToken cancellationToken);

    /// <summary>The entities in them; the caller disposes it.</summary>
    PostgresEntities OpenEntities();

    /// <summary>Runs statements that need not succeed together.</summary>
    Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values);

    /// <summary>Runs statements in one transaction.</summary>
    Task ExecuteWholeAsync(string sql, CancellationToken cancellationToken);

    Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken);
}
