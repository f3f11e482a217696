using Kong.Upgrade.Database;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Backup.Restoring;

/// <summary>Brings a backup back without ever touching the only good data.</summary>
/// <remarks>
/// Where it may die, and what the next call does. <c>created</c>, before the new database has a comment: it is recognised by its name and by being empty, and made
/// anew. <c>marked</c> or <c>restored</c>: its comment says that it is not finished; made anew. <c>verified</c>: swapped without restoring again. <c>closed</c>, after
/// sessions were ended and before the swap: nobody can connect to the present database until the next call has swapped. The swap itself is one transaction.
/// <c>swapped</c>: the comment of the replaced database says for which backup; if the content still is the backup's, nothing is left to do.
/// </remarks>
internal sealed class DatabaseRestore(KongDatabase database, KongDatabase administrator, PostgresBackupOptions options, BackupManifest manifest, TimeProvider time, ILogger logger)
{
    private const int LockClass = 0x4B555253;

    private readonly RestoreNames names = RestoreNames.Of(database.Name, time.GetUtcNow());

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(manifest.Location)) throw new UpgradeServiceException($"There is no backup at {manifest.Location}. If it was stored elsewhere, copy it back first. Nothing was changed.");
        (ManifestContent content, string hash) = await ManifestFile.VerifyAsync(manifest.Location, manifest.Sha256, cancellationToken).ConfigureAwait(false);
        if ((content.Origin.Database, content.Origin.Schema) != (database.Name, database.Schema))
            throw new UpgradeServiceException($"{manifest.Location} is a backup of database {content.Origin.Database} (schema {content.Origin.Schema}), not of {database}. Nothing was changed.");
        DatabaseSession administration = await administrator.OpenAsync("restoring a backup", cancellationToken).ConfigureAwait(false);
        await using (administration.ConfigureAwait(false))
        {
            if (!await administration.ScalarAsync<bool>("SELECT pg_try_advisory_lock($1, hashtext($2))", cancellationToken, LockClass, names.Beside).ConfigureAwait(false))
                throw new UpgradeServiceException($"Another restore of {database} is under way. Wait until it has ended.", isTransient: true);
            try
            {
                await RestoreAsync(content, administration, new(administration, hash[..16]), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await UnlockAsync(administration).ConfigureAwait(false);
            }
        }
    }

    private async Task RestoreAsync(ManifestContent content, DatabaseSession administration, RestoreMark mark, CancellationToken cancellationToken)
    {
        bool hasLive = await ExistsAsync(administration, names.Live, cancellationToken).ConfigureAwait(false);
        if (hasLive && await IsDoneAsync(content, mark, cancellationToken).ConfigureAwait(false)) return;
        logger.BackupRestoreStarted(database.ToString(), manifest.Location);
        // Asked before the work, so that nobody waits for nothing; and again before the swap, when it counts.
        OtherSessions others = new(database, administration, time, logger);
        if (hasLive && options.RestoreOverSessions is null) await others.RuleOutAsync(null, cancellationToken).ConfigureAwait(false);
        DatabaseSettings settings = hasLive ? await DatabaseSettings.ReadAsync(administrator, names.Live, cancellationToken).ConfigureAwait(false) : content.Database;
        if (!await mark.IsVerifiedAsync(names.Beside, cancellationToken).ConfigureAwait(false)) await BuildAsync(content, settings, administration, mark, cancellationToken).ConfigureAwait(false);
        options.Reached("verified");
        bool closed = hasLive && await others.RuleOutAsync(options.RestoreOverSessions, cancellationToken).ConfigureAwait(false);
        options.Reached("closed");
        await SwapAsync(administration, mark, hasLive, closed, settings.Comment, cancellationToken).ConfigureAwait(false);
        logger.BackupRestored(database.ToString(), manifest.Location, hasLive ? names.Old : "(there was none)");
        options.Reached("swapped");
    }

    private async Task<bool> IsDoneAsync(ManifestContent content, RestoreMark mark, CancellationToken cancellationToken)
    {
        if (await mark.ReplacedAsync(cancellationToken).ConfigureAwait(false) is not { } old) return false;
        if (await ExistsBesideAsync(cancellationToken).ConfigureAwait(false)) return false;
        if (!content.Content.IsSameConfigurationAs(await DatabaseContent.ReadAsync(database, null, cancellationToken).ConfigureAwait(false))) return false;
        logger.BackupRestored(database.ToString(), manifest.Location, old);
        return true;
    }

    private async Task BuildAsync(ManifestContent content, DatabaseSettings settings, DatabaseSession administration, RestoreMark mark, CancellationToken cancellationToken)
    {
        ServerVersion server = await ServerVersion.ReadAsync(administrator, cancellationToken).ConfigureAwait(false);
        PostgresTools tools = await PostgresTools.FindAsync(options.ToolsDirectory, server, time, cancellationToken).ConfigureAwait(false);
        await RemoveUnfinishedAsync(administration, mark, cancellationToken).ConfigureAwait(false);
        await administration.ExecuteAsync(settings.Create(names.Beside, server.Major), cancellationToken).ConfigureAwait(false);
        options.Reached("created");
        await mark.SetBuildingAsync(names.Beside, cancellationToken).ConfigureAwait(false);
        options.Reached("marked");
        KongDatabase restorer = RestoreRole.On(names.Beside, database, administrator, content.NeedsSuperuser);
        await using (restorer.ConfigureAwait(false)) await new Dump(tools, options, time).RestoreAsync(manifest.Location, restorer, cancellationToken).ConfigureAwait(false);
        options.Reached("restored");
        Func<string, bool> isEmpty = content.WithoutRunTimeData ? t => KongTables.KindOf(t) is TableKind.RunTime : _ => false;
        await TrialRestore.CompareAsync(database, names.Beside, content.Content, isEmpty, cancellationToken).ConfigureAwait(false);
        foreach (string statement in settings.CarryOverTo(names.Beside)) await administration.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        await mark.SetVerifiedAsync(names.Beside, cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveUnfinishedAsync(DatabaseSession administration, RestoreMark mark, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(administration, names.Beside, cancellationToken).ConfigureAwait(false)) return;
        if (!await mark.IsOursAsync(names.Beside, cancellationToken).ConfigureAwait(false) && !await IsEmptyAsync(cancellationToken).ConfigureAwait(false))
            throw new UpgradeServiceException($"There is a database {names.Beside} that is not ours and not empty; a restore needs that name. Rename or drop it, then call again. Nothing was changed.");
        await administration.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'", cancellationToken, names.Beside).ConfigureAwait(false);
        await administration.ExecuteAsync($"DROP DATABASE {Sql.Name(names.Beside)}", cancellationToken).ConfigureAwait(false);
    }

    private async Task SwapAsync(DatabaseSession administration, RestoreMark mark, bool hasLive, bool closed, string? comment, CancellationToken cancellationToken)
    {
        try
        {
            await new NameSwap(administration, names, mark).RunAsync(hasLive, comment, cancellationToken).ConfigureAwait(false);
        }
        catch when (closed)
        {
            await administration.ExecuteAsync($"ALTER DATABASE {Sql.Name(names.Live)} ALLOW_CONNECTIONS true", CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        KongDatabase beside = database.On(names.Beside);
        await using (beside.ConfigureAwait(false))
        {
            return await beside.RunAsync(
                "looking whether it is empty",
                session => session.ScalarAsync<bool>("SELECT NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')", cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<bool> ExistsBesideAsync(CancellationToken cancellationToken) =>
        administrator.RunAsync("looking for an unfinished restore", session => ExistsAsync(session, names.Beside, cancellationToken), cancellationToken);

    private static Task<bool> ExistsAsync(DatabaseSession session, string name, CancellationToken cancellationToken) =>
        session.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", cancellationToken, name);

    private async Task UnlockAsync(DatabaseSession administration)
    {
        try
        {
            await administration.ExecuteAsync("SELECT pg_advisory_unlock($1, hashtext($2))", CancellationToken.None, LockClass, names.Beside).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is UpgradeServiceException or InvalidOperationException)
        {
            // The session is gone, and its lock with it.
        }
    }
}
