using System.Runtime.CompilerServices;
using Kong.Upgrade.Database;
using Kong.Upgrade.Fingerprints;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Freeze;

/// <summary>For databases in which nothing may be created: refuses nothing, and only sees whether somebody wrote. Safe for any number of threads.</summary>
/// <remarks>
/// Its standing is always <see cref="FreezeStanding.Observed"/> and its proof says that nothing was refused. The fingerprint betrays any write that changed something; what Kong's
/// Admin APIs announced to other nodes since (cluster_events, kept for an hour) is logged, as a hint at who and what. Needs no more than SELECT.
/// </remarks>
public sealed class ObservedWrites : IWriteFreeze
{
    // Target health and cache purges come from nodes and operators and change no configuration (kong-facts 2.3). What follows the
    // entity's name may be a credential.
    private const string Announced = """
        SELECT split_part(data, ':', 1) || ' on ' || channel, count(*) FROM {0} WHERE channel LIKE 'invalidations%' AND at > $1 GROUP BY 1 ORDER BY max(at) DESC LIMIT 10
        """;

    private readonly KongDatabase database;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private StrongBox<DateTime>? since;

    /// <summary>Names the database. Nothing is connected yet.</summary>
    /// <param name="database">The database as a role that may read Kong's tables. Disposed by whoever made it.</param>
    /// <param name="time">The clock. The system's by default.</param>
    /// <param name="loggers">Where it logs. Nowhere by default.</param>
    public ObservedWrites(KongDatabase database, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
        this.time = time ?? TimeProvider.System;
        logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<ObservedWrites>();
    }

    /// <inheritdoc/>
    /// <remarks>Refuses nothing: remembers from when on writes count.</remarks>
    /// <exception cref="UpgradeServiceException">The database did not answer.</exception>
    public async Task<FreezeProof> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        since ??= new(await database.RunAsync("observing configuration writes", session => session.ScalarAsync<DateTime>("SELECT now()", cancellationToken), cancellationToken).ConfigureAwait(false));
        logger.Observed(database, request.RunId);
        return new() { RefusedWrite = "nothing was tried and nothing is refused: configuration writes are only observed, and a changed fingerprint betrays them afterwards", At = time.GetUtcNow() };
    }

    /// <inheritdoc/>
    /// <exception cref="UpgradeServiceException">The database did not answer.</exception>
    public async Task<FreezeState> CheckAsync(CancellationToken cancellationToken)
    {
        ConfigurationFingerprint fingerprint = await ConfigurationFingerprint.ReadAsync(database, cancellationToken).ConfigureAwait(false);
        if (since is { } from) await TellWhatWasAnnouncedAsync(from.Value, cancellationToken).ConfigureAwait(false);
        return new() { Standing = FreezeStanding.Observed, ConfigurationFingerprint = fingerprint.Value, Tables = fingerprint.Tables };
    }

    /// <inheritdoc/>
    /// <remarks>There is nothing to lift.</remarks>
    public Task ThawAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        since = null;
        return Task.CompletedTask;
    }

    private async Task TellWhatWasAnnouncedAsync(DateTime from, CancellationToken cancellationToken)
    {
        string sql = Announced.Replace("{0}", Sql.Name(database.Schema, "cluster_events"), StringComparison.Ordinal);
        IReadOnlyList<string> seen = await database.RunAsync(
            "looking for announced writes", session => session.QueryAsync(sql, row => $"{row.GetString(0)} ({row.GetInt64(1)})", cancellationToken, from), cancellationToken).ConfigureAwait(false);
        if (seen.Count > 0) logger.WriteSeen(database, from, string.Join("; ", seen));
    }
}
