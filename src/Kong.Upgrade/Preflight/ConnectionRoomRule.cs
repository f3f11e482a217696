using Kong.Upgrade.Database;

namespace Kong.Upgrade.Preflight;

/// <summary>
/// Whether PostgreSQL has connections enough for both clusters at once (kong-facts 10 no. 20): id <c>database-connections</c>. Blocking when what is in use now leaves less than green
/// needs to stand at all; a warning when only the worst case does not fit; else the arithmetic as information.
/// </summary>
/// <param name="database">The database as blue's nodes see it.</param>
/// <param name="options">How large the clusters are; <see langword="null"/> for the defaults.</param>
/// <exception cref="ArgumentException">An option is out of range.</exception>
public sealed class ConnectionRoomRule(KongDatabase database, ConnectionRoomOptions? options = null) : IPreflightRule
{
    /// <summary>What a worker cannot do without: one connection for its timers, one for a request.</summary>
    private const int LeastPerWorker = 2;

    /// <summary>Migration commands (the CLI uses three backends), this library, and a person who looks.</summary>
    private const int Commands = 6;

    private readonly ConnectionRoomOptions options = Valid(options ?? new());

    /// <inheritdoc/>
    public string Id => "database-connections";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken)
    {
        string green = options.GreenRole ?? database.Username;
        ConnectionUse use = await database.RunAsync("counting connections", s => ConnectionUse.ReadAsync(s, green, database.Username, cancellationToken), cancellationToken).ConfigureAwait(false);
        return [Judge(use)];
    }

    private PreflightFinding Judge(ConnectionUse use)
    {
        const string remedy = "Raise max_connections or the limit that is named, close idle sessions, or bound the nodes with pg_max_concurrent_queries.";
        int workers = options.GreenNodes * options.GreenWorkers;
        long least = (workers * LeastPerWorker) + Commands;
        long growth = Math.Max(0, ((long)options.BlueNodes * options.BlueWorkers * options.BlueConnectionsPerWorker) - use.BlueUsed);
        long worst = ((long)workers * options.GreenConnectionsPerWorker) + Commands + growth;
        (long free, string why) = use.Room;
        string room = $"{free} connections are free ({why}; in use: {use.ByWhom}).";
        string needs = $"Green needs at least {options.GreenNodes} nodes x {options.GreenWorkers} workers x {LeastPerWorker} + {Commands} for commands = {least}";
        string mayNeed = $"at worst {workers} workers x {options.GreenConnectionsPerWorker} + {Commands} + {growth} more for blue = {worst}";
        return free < least ? Finding.Blocking($"Too little: {room} {needs}; {mayNeed}.", remedy)
            : free < worst ? Finding.Warning($"Tight: {room} {needs}; {mayNeed}.", remedy)
            : Finding.Information($"Enough: {room} {needs}; {mayNeed}.", "Nothing to do.");
    }

    private static ConnectionRoomOptions Valid(ConnectionRoomOptions options) =>
        options.Validate() is { Count: > 0 } problems ? throw new ArgumentException(string.Join(' ', problems), nameof(options)) : options;
}
