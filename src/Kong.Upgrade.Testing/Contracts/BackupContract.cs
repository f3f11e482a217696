using Kong.Upgrade.Backup;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IBackup"/> promises.</summary>
public static class BackupContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="create">Makes a backup of data that can be saved; each case asks for another, and backups are brought back. Disposed after the case if it can be.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="read">Reads the data that is backed up, as comparable text; needed with <paramref name="change"/> for the case that data comes back.</param>
    /// <param name="change">Changes the data that is backed up.</param>
    /// <param name="createBroken">Makes a backup that cannot be whole; without it that case is left out.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(
        Func<CancellationToken, Task<IBackup>> create, BackupRequest request, Func<IBackup, CancellationToken, Task<string>>? read = null, Func<IBackup, CancellationToken, Task>? change = null,
        Func<CancellationToken, Task<IBackup>>? createBroken = null, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(request);
        return new ContractSuite<IBackup>(nameof(IBackup), create, patience)
            .Case("Take_SaysWhereAndWhetherProven", "What was saved, and whether it was proven.", async (backup, check) => await TakeAsync(backup, check, request).ConfigureAwait(false))
            .Case("Take_Twice_Works", "A second call for the same run may take another backup or return the first.", (backup, check) => TwiceAsync(backup, check, request))
            .Case("Restore_Twice_Works", "Running it again completes it.", (backup, check) => RestoreAsync(backup, check, request))
            .Case("Take_CancelledToken_CanBeCalledAgain", "The caller no longer waits; remove what is half done.", (backup, check) => CancelledAsync(backup, check, request))
            .CaseIf(read is not null && change is not null, "Restore_AfterAChange_BringsTheDataBack", "Brings a backup back.", (backup, check) => BringsBackAsync(backup, check, request, read!, change!))
            .CaseOn(createBroken, "Take_NotWhole_Throws", "Throw UpgradeServiceException when the backup is not whole.", (backup, check) => check.ThrowsAsync<UpgradeServiceException>("TakeAsync", token => backup.TakeAsync(request, token)))
            .Cases;
    }

    private static async Task<BackupManifest> TakeAsync(IBackup backup, ContractCheck check, BackupRequest request)
    {
        BackupManifest manifest = await check.CallAsync("TakeAsync", token => backup.TakeAsync(request, token)).ConfigureAwait(false);
        check.Said("the backup's location", manifest.Location);
        check.That(!manifest.ProvenRestorable || manifest.RestoreTime is not null, "a proven backup to say how long its trial restore took", "no time: so nothing was restored on trial");
        return manifest;
    }

    private static async Task TwiceAsync(IBackup backup, ContractCheck check, BackupRequest request)
    {
        await TakeAsync(backup, check, request).ConfigureAwait(false);
        await TakeAsync(backup, check, request).ConfigureAwait(false);
    }

    private static async Task RestoreAsync(IBackup backup, ContractCheck check, BackupRequest request)
    {
        BackupManifest manifest = await TakeAsync(backup, check, request).ConfigureAwait(false);
        await check.CallAsync("RestoreAsync", token => backup.RestoreAsync(manifest, token)).ConfigureAwait(false);
        await check.CallAsync("RestoreAsync once more", token => backup.RestoreAsync(manifest, token)).ConfigureAwait(false);
    }

    private static async Task CancelledAsync(IBackup backup, ContractCheck check, BackupRequest request)
    {
        await check.CancelledAsync("TakeAsync", token => backup.TakeAsync(request, token)).ConfigureAwait(false);
        await TakeAsync(backup, check, request).ConfigureAwait(false);
    }

    private static async Task BringsBackAsync(IBackup backup, ContractCheck check, BackupRequest request, Func<IBackup, CancellationToken, Task<string>> read, Func<IBackup, CancellationToken, Task> change)
    {
        string before = await read(backup, check.Stop).ConfigureAwait(false);
        BackupManifest manifest = await TakeAsync(backup, check, request).ConfigureAwait(false);
        check.Equal("the data after TakeAsync", before, await read(backup, check.Stop).ConfigureAwait(false));
        await change(backup, check.Stop).ConfigureAwait(false);
        await check.CallAsync("RestoreAsync", token => backup.RestoreAsync(manifest, token)).ConfigureAwait(false);
        check.Equal("the data after RestoreAsync", before, await read(backup, check.Stop).ConfigureAwait(false));
    }
}
