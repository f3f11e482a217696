using Kong.Upgrade.Backup;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>Saves every entity to a file, reads the file into another database and compares the two.</summary>
internal sealed class SimulatedBackup(SimulatedDatabase database, string directory, TimeProvider time) : IBackup
{
    public async Task<BackupManifest> TakeAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string path = Path.Combine(directory, $"backup-{request.RunId}.json");
        await File.WriteAllTextAsync(path, EntityDump.Write(database.Entities), cancellationToken).ConfigureAwait(false);
        long start = time.GetTimestamp();
        string json = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        bool same = ConfigurationHash.Of(EntityDump.Read(json)) == ConfigurationHash.Of(database.Entities);
        return new() { Location = path, TakenAt = time.GetUtcNow(), ProvenRestorable = same, RestoreTime = time.GetElapsedTime(start) };
    }

    public async Task RestoreAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        string json = await File.ReadAllTextAsync(manifest.Location, cancellationToken).ConfigureAwait(false);
        EntityDump.Replace(database.Entities, EntityDump.Read(json));
    }
}
