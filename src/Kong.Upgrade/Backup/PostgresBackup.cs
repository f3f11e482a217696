using Kong.Upgrade.Backup.Restoring;
using Kong.Upgrade.Rehearsals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Backup;

/// <summary>Saves Kong's database with <c>pg_dump</c>, proves by restoring it into a scratch database that it can be brought back, and brings it back.</summary>
/// <remarks>
/// Safe for any number of threads, several runs and several hosts. The dump and the comparison see one and the same snapshot, so blue may go on serving and
/// even be configured meanwhile. Never take a backup while <c>kong migrations</c> runs: their locks stand in each other's way (kong-facts 8.3); the engine
/// never does. The result holds secrets (data, passwords in kong.conf and in the environment): directories have mode 0700 and files 0600; encrypt the disk
/// or store it through an <see cref="IBackupStore"/> that does. A database is restored beside the present one, which is kept under another name.
/// </remarks>
public sealed class PostgresBackup : IBackup
{
    private readonly KongDatabase database;
    private readonly KongDatabase administrator;
    private readonly PostgresBackupOptions options;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;

    /// <summary>Names what is saved, where and by whom. Nothing is connected yet.</summary>
    /// <param name="database">The database under the role that owns Kong's tables. The caller disposes it.</param>
    /// <param name="administrator">The same server under a role that may CREATE DATABASE for that owner: <c>CREATEDB</c> and member of the owner, or a superuser. Only it makes, renames and drops databases. The caller disposes it.</param>
    /// <param name="options">Where and how.</param>
    /// <param name="time">The clock; <see langword="null"/> for the host's.</param>
    /// <param name="loggers">Where to log; <see langword="null"/> for nowhere.</param>
    /// <exception cref="ArgumentException">The options make no sense, or the two are on different servers.</exception>
    public PostgresBackup(KongDatabase database, KongDatabase administrator, PostgresBackupOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(administrator);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems), nameof(options));
        if ((database.Host, database.Port) != (administrator.Host, administrator.Port))
            throw new ArgumentException($"It is on {administrator.Host}:{administrator.Port}, the database on {database.Host}:{database.Port}; a trial restore needs both on one server.", nameof(administrator));
        (this.database, this.administrator, this.options, this.time) = (database, administrator, options, time ?? TimeProvider.System);
        this.loggers = loggers ?? NullLoggerFactory.Instance;
        logger = this.loggers.CreateLogger<PostgresBackup>();
    }

    private string Place => Path.GetFullPath(options.Directory);

    /// <inheritdoc/>
    /// <exception cref="UpgradeServiceException">It could not be taken or does not give back the same; nothing half done is kept under a backup's name.</exception>
    public async Task<BackupManifest> TakeAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        PreparePlace();
        KongDatabase maintenance = Maintenance.Of(administrator, database);
        await using (maintenance.ConfigureAwait(false))
        {
            ScratchDatabases scratch = await ScratchDatabases.OpenAsync(maintenance, request.RunId, time, logger, cancellationToken).ConfigureAwait(false);
            await using (scratch.ConfigureAwait(false))
            {
                BackupManifest manifest = await EarlierAsync(request, cancellationToken).ConfigureAwait(false)
                    ?? await new BackupTaking(database, maintenance, options, request, time, loggers).RunAsync(scratch, cancellationToken).ConfigureAwait(false);
                return await StoreAsync(manifest, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Stop blue and green first: it refuses while anybody else is connected, unless <see cref="PostgresBackupOptions.RestoreOverSessions"/> gives a reason. The backup is
    /// restored into a database of its own and compared; then names are swapped in one transaction. What was there before stays as <c>NAME_before_restore_TIME</c>:
    /// drop it when nobody needs it any more. The write freeze is not part of a backup, so the restored database accepts writes. After a crash call it again.
    /// </remarks>
    /// <exception cref="UpgradeServiceException">The backup is not whole, somebody is connected, or the server does not allow it; the present database is as it was.</exception>
    public async Task RestoreAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        cancellationToken.ThrowIfCancellationRequested();
        KongDatabase maintenance = Maintenance.Of(administrator, database);
        await using (maintenance.ConfigureAwait(false))
        {
            await new DatabaseRestore(database, maintenance, options, manifest, time, logger).RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the newest whole backup of this database says about a rehearsal: it is there after a crash too.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The report; <see langword="null"/> when no whole backup of this database has one.</returns>
    public async Task<RehearsalReport?> GetRehearsalAsync(CancellationToken cancellationToken)
    {
        foreach ((string directory, ManifestContent content, _) in await FinishedBackups.FindAsync(Place, c => c.Rehearsal is not null && IsOurs(c), cancellationToken).ConfigureAwait(false))
        {
            if (await FinishedBackups.IsWholeAsync(directory, cancellationToken).ConfigureAwait(false)) return content.Rehearsal!.ToReport();
        }
        return null;
    }

    private void PreparePlace()
    {
        try
        {
            if (!Directory.Exists(Place)) PrivateFile.CreateDirectory(Place);
            BackupFolder.Sweep(Place, logger);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpgradeServiceException($"The directory {Place} cannot be used for backups: {failure.Message}. Correct its rights, or name another {nameof(PostgresBackupOptions.Directory)}.", failure);
        }
    }

    /// <summary>A finished backup of the same run serves as long as it is whole, offers what is asked for, and nobody has changed the configuration since.</summary>
    private async Task<BackupManifest?> EarlierAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        foreach ((string directory, ManifestContent content, string sha256) in await FinishedBackups.FindAsync(Place, c => c.RunId == request.RunId && IsOurs(c) && Offers(c), cancellationToken).ConfigureAwait(false))
        {
            if (!await FinishedBackups.IsWholeAsync(directory, cancellationToken).ConfigureAwait(false)) continue;
            if (!content.Content.IsSameConfigurationAs(await DatabaseContent.ReadAsync(database, null, cancellationToken).ConfigureAwait(false))) continue;
            logger.BackupReused(directory);
            return content.ToManifest(directory, sha256);
        }
        return null;
    }

    private bool IsOurs(ManifestContent content) => content.Origin.IsSameDatabaseAs(Origin.Of(database));

    private bool Offers(ManifestContent content) =>
        content.Proven && content.WithoutRunTimeData == options.WithoutRunTimeData
        && (options.Rehearse is not { } rehearse || (content.Rehearsal is { } done && done.Version == rehearse.Green!.Version.ToString() && (done.FinishTook is not null || !rehearse.AlsoFinish)));

    private async Task<BackupManifest> StoreAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        if (options.Store is not { } store) return manifest;
        try
        {
            string location = await store.StoreAsync(manifest.Location, manifest, cancellationToken).ConfigureAwait(false);
            return WithNote(manifest, $"Also stored at {location}");
        }
        catch (UpgradeServiceException failure) when (options.StoreIsOptional)
        {
            logger.BackupNoted(failure.Message);
            return WithNote(manifest, $"Not stored elsewhere: {failure.Message}");
        }
    }

    private static BackupManifest WithNote(BackupManifest manifest, string note) => new()
    {
        Location = manifest.Location,
        TakenAt = manifest.TakenAt,
        ProvenRestorable = manifest.ProvenRestorable,
        RestoreTime = manifest.RestoreTime,
        RunId = manifest.RunId,
        Sha256 = manifest.Sha256,
        Fingerprint = manifest.Fingerprint,
        Rows = manifest.Rows,
        Size = manifest.Size,
        DumpTime = manifest.DumpTime,
        Rehearsal = manifest.Rehearsal,
        Notes = [.. manifest.Notes, note],
    };
}
