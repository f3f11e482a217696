namespace Kong.Upgrade.Backup;

/// <summary>What is to be saved, and for whom. Immutable.</summary>
public sealed class BackupRequest
{
    /// <summary>The run that asks: a second call for the same run may return the first one's backup.</summary>
    public required string RunId { get; init; }

    /// <summary>The version whose data this is.</summary>
    public required KongVersion Version { get; init; }
}
