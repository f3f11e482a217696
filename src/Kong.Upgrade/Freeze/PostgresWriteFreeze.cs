using Kong.Upgrade.Database;
using Kong.Upgrade.Fingerprints;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Kong.Upgrade.Freeze;

/// <summary>Refuses configuration writes in the database itself, and so through every Admin API of both clusters, decK, operators and scripts. Safe for any number of threads.</summary>
/// <remarks>
/// <para>Triggers on every configuration table refuse INSERT, UPDATE, DELETE and TRUNCATE with a text that Kong turns into a readable answer 400. Counters, sessions, tokens and
/// events stay writable, nodes start and reload, and expired credentials are still removed (kong-facts 12.1). A person sees the freeze with <c>SELECT * FROM kong_upgrade.freeze</c>
/// and can lift it with the statement that stands there.</para>
/// <para>The owner of the tables can undo it, and <see cref="CheckAsync"/> notices. Configuration tables that <c>up</c> creates are not frozen until the next
/// <see cref="FreezeAsync"/>; the fingerprint covers them at once. Take backups before freezing: a dump taken under the freeze carries its triggers (12.2 no. 6).</para>
/// </remarks>
public sealed class PostgresWriteFreeze : IWriteFreeze
{
    private readonly KongDatabase database;
    private readonly PostgresFreezeOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    /// <summary>Names the database. Nothing is connected yet.</summary>
    /// <param name="owner">The database as the role that owns Kong's tables: usually the one that nodes log in as. Disposed by whoever made it.</param>
    /// <param name="options">Who is let through, above all; copied.</param>
    /// <param name="time">The clock. The system's by default.</param>
    /// <param name="loggers">Where it logs. Nowhere by default.</param>
    /// <exception cref="ArgumentException">The options make no sense, or let <paramref name="owner"/>'s own role through.</exception>
    public PostgresWriteFreeze(KongDatabase owner, PostgresFreezeOptions? options = null, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        database = owner;
        this.options = options?.Copy() ?? new();
        this.time = time ?? TimeProvider.System;
        logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<PostgresWriteFreeze>();
        List<string> problems = [.. this.options.Validate()];
        if (this.options.LetThrough.Contains(owner.Username)) problems.Add($"LetThrough names {owner.Username}, as which nodes or this freeze itself log in: no write of theirs would be refused. Give the migration a login role of its own.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(' ', problems), nameof(options));
    }

    /// <inheritdoc/>
    /// <remarks>Waits for writes that are under way; they are in the fingerprint afterwards. Whatever dies in the middle leaves nothing behind.</remarks>
    /// <exception cref="UpgradeServiceException">Another run froze; a transaction is in the way; the role lacks a right; a write was not refused; or the database did not answer.</exception>
    public async Task<FreezeProof> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await database.RunAsync("freezing configuration writes", async session =>
        {
            FreezeScope scope = await ArmAsync(session, request, cancellationToken).ConfigureAwait(false);
            await TellAsync(session, scope, request, cancellationToken).ConfigureAwait(false);
            string refused = await FreezeTrial.TryAsync(session, scope.Tables, cancellationToken).ConfigureAwait(false);
            return new FreezeProof { RefusedWrite = refused + Reservations(scope), At = time.GetUtcNow() };
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks><see cref="FreezeStanding.Frozen"/> only if every table that was frozen still has its triggers, switched on and unchanged; with a gap it is <see cref="FreezeStanding.Unknown"/>, and the log names the gap.</remarks>
    /// <exception cref="UpgradeServiceException">The database did not answer.</exception>
    public async Task<FreezeState> CheckAsync(CancellationToken cancellationToken)
    {
        ConfigurationFingerprint fingerprint = await new FingerprintReader(database).ReadAsync(t => FreezeScope.Includes(options, t), cancellationToken).ConfigureAwait(false);
        FreezeStanding standing = await database.RunAsync(
            "looking at the freeze", session => new FreezeInspection(session, options, logger).LookAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return new() { Standing = standing, ConfigurationFingerprint = fingerprint.Value, Tables = fingerprint.Tables };
    }

    /// <inheritdoc/>
    /// <remarks>Writes are possible as soon as one row is changed, whatever else goes on. Triggers are then removed where no one is disturbed by it; what is left has no effect, and the log names it.</remarks>
    /// <exception cref="UpgradeServiceException">The database did not answer, or the role may not thaw.</exception>
    public async Task ThawAsync(CancellationToken cancellationToken) =>
        await database.RunAsync("thawing configuration writes", async session =>
        {
            Thawing thawing = new(session, options, time);
            if (await thawing.LiftAsync(cancellationToken).ConfigureAwait(false) is { } flag) logger.Lifted(database, flag.ToString());
            IReadOnlyList<string> left = await thawing.CleanUpAsync(cancellationToken).ConfigureAwait(false);
            if (left.Count > 0) logger.Leftovers(string.Join(", ", left));
            return true;
        }, cancellationToken).ConfigureAwait(false);

    /// <summary>Finds tables in Kong's schema that are neither known to this library nor named in the options: they stay writable until the host decides about them.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>Names of tables; usually none.</returns>
    /// <exception cref="UpgradeServiceException">The database did not answer.</exception>
    public Task<IReadOnlyList<string>> FindUnknownTablesAsync(CancellationToken cancellationToken) =>
        database.RunAsync("looking for unknown tables", async session => (await FreezeScope.ReadAsync(session, options, cancellationToken).ConfigureAwait(false)).Unknown, cancellationToken);

    private async Task<FreezeScope> ArmAsync(DatabaseSession session, FreezeRequest request, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await new Arming(session, options, request).ArmAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (UpgradeServiceException failure) when (IsBarrier(failure))
            {
                string blockers = await BlockersAsync(session, cancellationToken).ConfigureAwait(false);
                logger.Waits(attempt, options.BarrierAttempts, blockers);
                if (attempt < options.BarrierAttempts) continue;
                throw new UpgradeServiceException(
                    $"{database} was not frozen: {options.BarrierAttempts} attempts of {options.BarrierTimeout.TotalSeconds:0.###} s each waited for transactions that write: {blockers}. Let them end, or end them (SELECT pg_terminate_backend(pid)), then freeze again.",
                    failure, isTransient: true);
            }
        }
    }

    private static bool IsBarrier(UpgradeServiceException failure) =>
        failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected };

    private async Task<string> BlockersAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        FreezeScope scope = await FreezeScope.ReadAsync(session, options, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> found = await Blockers.ReadAsync(session, scope.Tables.Select(t => t.Name), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? "none that can be seen any more" : string.Join("; ", found);
    }

    private async Task TellAsync(DatabaseSession session, FreezeScope scope, FreezeRequest request, CancellationToken cancellationToken)
    {
        logger.Armed(scope.Tables.Count, database, request.RunId);
        if (scope.Unknown.Count > 0) logger.TablesUnknown(string.Join(", ", scope.Unknown));
        if (options.LetThroughKongLock) logger.KongLockLetThrough();
        else if (options.LetThrough.Count == 0) logger.NobodyLetThrough();
        if (await IsAcmeRefusedAsync(session, scope, cancellationToken).ConfigureAwait(false)) logger.AcmeRefused();
    }

    private async Task<bool> IsAcmeRefusedAsync(DatabaseSession session, FreezeScope scope, CancellationToken cancellationToken) =>
        scope.Tables.Any(t => t.Name is "certificates" or "snis") && scope.Tables.Any(t => t.Name == "plugins")
        && await session.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM {Sql.Name(database.Schema, "plugins")} WHERE name = 'acme' AND enabled)", cancellationToken).ConfigureAwait(false);

    private string Reservations(FreezeScope scope)
    {
        List<string> said = [];
        if (options.LetThroughKongLock) said.Add("everybody passes while Kong's migration lock is held (25 of 912 writes did on real Kong)");
        else if (options.LetThrough.Count == 0) said.Add("nobody is let through, so 'kong migrations up' would be refused as well");
        if (options.LetThrough.Count > 0) said.Add($"sessions of {string.Join(", ", options.LetThrough)} pass");
        if (options.LeaveWritable.Count > 0) said.Add($"left writable: {string.Join(", ", options.LeaveWritable)}");
        if (scope.Unknown.Count > 0) said.Add($"not known and so not frozen: {string.Join(", ", scope.Unknown)}");
        return said.Count == 0 ? "" : $" But {string.Join("; ", said)}.";
    }
}
