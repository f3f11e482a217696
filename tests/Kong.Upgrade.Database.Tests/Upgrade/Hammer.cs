using System.Collections.Concurrent;
using System.Diagnostics;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Upgrade;

/// <summary>Somebody who executes statements without end, and remembers when each began and how it ended.</summary>
internal sealed class Hammer : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<Blow> blows = [];
    private readonly Task[] workers;
    private bool isDone;

    public Hammer(PostgresServer server, KongDatabase database, params string[] statements) =>
        workers = [.. statements.Select(statement => Task.Run(() => StrikeAsync(server, database, statement)))];

    public IReadOnlyCollection<Blow> Blows => blows;

    public async ValueTask DisposeAsync()
    {
        if (isDone) return;
        isDone = true;
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        stop.Dispose();
    }

    private async Task StrikeAsync(PostgresServer server, KongDatabase database, string statement)
    {
        await using NpgsqlConnection connection = new(server.ConnectionString(database.Name, "kong"));
        await connection.OpenAsync();
        // At most two hundred a second from each hand: what is hammered shall have a processor left to work with.
        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(5));
        while (!stop.IsCancellationRequested)
        {
            await using NpgsqlCommand command = new(statement, connection);
            long began = Stopwatch.GetTimestamp();
            string? refusal = null;
            try
            {
                await command.ExecuteNonQueryAsync();
            }
            catch (PostgresException refused)
            {
                refusal = refused.MessageText;
            }
            blows.Enqueue(new(statement, began, Stopwatch.GetTimestamp(), refusal));
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    internal sealed record Blow(string Statement, long Began, long Ended, string? Refusal)
    {
        public TimeSpan Took => Stopwatch.GetElapsedTime(Began, Ended);
    }
}
