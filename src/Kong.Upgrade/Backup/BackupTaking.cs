using Kong.Upgrade.Database;
using Kong.Upgrade.Rehearsals;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Backup;

/// <summary>One backup, from the first check to its final name. Whatever fails in between leaves nothing under that name.</summary>
internal sealed class BackupTaking(KongDatabase database, KongDatabase administrator, PostgresBackupOptions options, BackupRequest request, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger logger = loggers.CreateLogger<PostgresBackup>();
    private readonly long start = time.GetTimestamp();
    private readonly List<string> notes = [];
    private readonly HostFiles files = new(options);

    public async Task<BackupManifest> RunAsync(ScratchDatabases scratch, CancellationToken cancellationToken)
    {
        files.Check();
        ServerVersion server = await ServerVersion.ReadAsync(database, cancellationToken).ConfigureAwait(false);
        PostgresTools tools = await PostgresTools.FindAsync(options.ToolsDirectory, server, time, cancellationToken).ConfigureAwait(false);
        if (tools.Major > server.Major) Note($"pg_dump {tools.Version} is newer than the server ({server.Text}); restore with tools of the same version.");
        IReadOnlyList<string> empty = await EmptyTablesAsync(cancellationToken).ConfigureAwait(false);
        long size = await FreeSpace.SizeAsync(database, empty, cancellationToken).ConfigureAwait(false);
        FreeSpace.Check(database, size, options);
        using BackupFolder folder = BackupFolder.Begin(Path.GetFullPath(options.Directory), request.RunId, time.GetUtcNow());
        logger.BackupStarted(database.ToString(), size, folder.Working);
        try
        {
            (ManifestContent content, string hash) = await FillAsync(folder, scratch, new(tools, options, time), tools, server, empty, cancellationToken).ConfigureAwait(false);
            folder.Complete();
            logger.BackupTaken(folder.FinalPath, content.Took, content.Proven);
            return content.ToManifest(folder.FinalPath, hash);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpgradeServiceException($"Writing the backup into {folder.Working} failed: {failure.Message}. Make room or correct the rights, then try again; nothing half done is kept.", failure);
        }
    }

    private async Task<(ManifestContent Content, string Hash)> FillAsync(
        BackupFolder folder, ScratchDatabases scratch, Dump dump, PostgresTools tools, ServerVersion server, IReadOnlyList<string> empty, CancellationToken cancellationToken)
    {
        DateTimeOffset at = time.GetUtcNow();
        DatabaseSettings settings = await DatabaseSettings.ReadAsync(administrator, database.Name, cancellationToken).ConfigureAwait(false);
        bool needsSuperuser = await RestoreRole.NeedsSuperuserAsync(database, cancellationToken).ConfigureAwait(false);
        (DatabaseContent content, TimeSpan dumpTook) = await DumpAsync(folder.Working, dump, empty, cancellationToken).ConfigureAwait(false);
        TimeSpan? exportTook = await ExportAsync(folder.Working, cancellationToken).ConfigureAwait(false);
        await files.SaveAsync(folder.Working, cancellationToken).ConfigureAwait(false);
        foreach (string note in files.Notes) Note(note);
        scratch.Owner = settings.Owner;
        TrialResult trial = await TryAsync(folder.Working, scratch, dump, server, settings, needsSuperuser, content, empty, cancellationToken).ConfigureAwait(false);
        ManifestContent manifest = new()
        {
            Format = ManifestContent.CurrentFormat,
            RunId = request.RunId,
            TakenAt = at,
            KongVersion = request.Version.ToString(),
            Origin = Origin.Of(database),
            ServerVersion = server.Text,
            DumpVersion = tools.Version,
            Content = content,
            Database = settings,
            WithoutRunTimeData = options.WithoutRunTimeData,
            NeedsSuperuser = needsSuperuser,
            DumpTook = dumpTook,
            ExportTook = exportTook,
            RestoreTook = trial.Took,
            Took = time.GetElapsedTime(start),
            Proven = trial.Took is not null,
            Notes = notes,
            Rehearsal = trial.Rehearsal is { } report ? RehearsalRecord.Of(report) : null,
            Files = [],
        };
        return await SealAsync(folder, manifest, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(ManifestContent Content, string Hash)> SealAsync(BackupFolder folder, ManifestContent manifest, CancellationToken cancellationToken)
    {
        await PrivateFile.WriteAsync(Path.Combine(folder.Working, RestoreText.FileName), RestoreText.Of(manifest, folder.FinalPath, options.Jobs), cancellationToken).ConfigureAwait(false);
        PrivateFile.Restrict(folder.Working);
        ManifestContent whole = manifest with { Files = await ManifestFile.ListAsync(folder.Working, files.Saved, cancellationToken).ConfigureAwait(false) };
        string hash = await ManifestFile.WriteAsync(folder.Working, whole, cancellationToken).ConfigureAwait(false);
        return await ManifestFile.VerifyAsync(folder.Working, hash, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(DatabaseContent Content, TimeSpan Took)> DumpAsync(string backup, Dump dump, IReadOnlyList<string> empty, CancellationToken cancellationToken)
    {
        HeldSnapshot snapshot = await HeldSnapshot.TakeAsync(database, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            IReadOnlySet<string> triggers = await snapshot.FreezeTriggersAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan took = await dump.TakeAsync(database, snapshot, empty, backup, cancellationToken).ConfigureAwait(false);
            await dump.WriteListAsync(backup, triggers, cancellationToken).ConfigureAwait(false);
            return (await DatabaseContent.ReadAsync(database, snapshot.Id, cancellationToken).ConfigureAwait(false), took);
        }
    }

    private async Task<TimeSpan?> ExportAsync(string backup, CancellationToken cancellationToken)
    {
        if (options.Blue is not { } blue) return null;
        (TimeSpan? took, string? whyNot) = await DeclarativeExport.TryAsync(blue, database, backup, time, cancellationToken).ConfigureAwait(false);
        if (whyNot is not null && options.RequireExport)
            throw new UpgradeServiceException($"The declarative export failed: {whyNot}. Correct the cause, or do without ({nameof(PostgresBackupOptions.RequireExport)} = false): the dump is what counts.");
        if (whyNot is not null) Note($"No declarative export: {whyNot}");
        return took;
    }

    private async Task<TrialResult> TryAsync(
        string backup, ScratchDatabases scratch, Dump dump, ServerVersion server, DatabaseSettings settings, bool needsSuperuser, DatabaseContent content, IReadOnlyList<string> empty, CancellationToken cancellationToken)
    {
        TrialRestore trial = new(database, scratch, dump, server.Major);
        (string? name, string? whyNot) = await trial.PrepareAsync(settings, administrator.Username, cancellationToken).ConfigureAwait(false);
        if (name is null)
        {
            if (options.Rehearse is not null) throw new UpgradeServiceException($"{whyNot} Without it the migrations cannot be rehearsed either, and a rehearsal was asked for ({nameof(PostgresBackupOptions.Rehearse)}).");
            Note(whyNot!);
            return new(null, null, whyNot);
        }
        TimeSpan took = await trial.ProveAsync(backup, name, administrator, needsSuperuser, content, empty.Contains, cancellationToken).ConfigureAwait(false);
        return new(took, await RehearseAsync(scratch, name, cancellationToken).ConfigureAwait(false), null);
    }

    private async Task<RehearsalReport?> RehearseAsync(ScratchDatabases scratch, string restored, CancellationToken cancellationToken)
    {
        if (options.Rehearse is not { } rehearse) return null;
        IReadOnlyList<string> before = await DatabaseContent.ReadSchemaMetaAsync(database, cancellationToken).ConfigureAwait(false);
        RehearsalReport report = await new Rehearsal(rehearse, database, scratch, time, loggers).RunAsync(restored, cancellationToken).ConfigureAwait(false);
        if (!before.SequenceEqual(await DatabaseContent.ReadSchemaMetaAsync(database, cancellationToken).ConfigureAwait(false)))
            throw new UpgradeServiceException($"While a copy was migrated, somebody migrated {database} itself. Find out who (another run, a job, a node started with --run-migrations) and stop it; then look at 'kong migrations list' before anything else.");
        logger.BackupRehearsed(report.Version.ToString(), report.UpTook, report.ChangedByUp.Count);
        return report;
    }

    private async Task<IReadOnlyList<string>> EmptyTablesAsync(CancellationToken cancellationToken)
    {
        if (!options.WithoutRunTimeData) return [];
        IReadOnlyList<string> tables = await database.RunAsync(
            "listing the tables",
            session => session.QueryAsync("SELECT relname::text FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind IN ('r', 'p')", row => row.GetString(0), cancellationToken, Sql.Name(database.Schema)),
            cancellationToken).ConfigureAwait(false);
        return [.. tables.Where(t => KongTables.KindOf(t) is TableKind.RunTime)];
    }

    private void Note(string note)
    {
        notes.Add(note);
        logger.BackupNoted(note);
    }
}
