namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>How far the database was when a recorded command began.</summary>
internal enum DatabaseState
{
    Empty,
    Old,
    CoreMigrated,
    AfterUp,
    AfterForcedUp,
    AfterFinish,
}

/// <summary>What a recorded command found when it began.</summary>
internal sealed record Scene(DatabaseState Database)
{
    /// <summary>A node runs in the command's prefix.</summary>
    public bool NodeRuns { get; init; }

    /// <summary>Somebody else holds the lock, for so long.</summary>
    public TimeSpan? LockedFor { get; init; }

    /// <summary>… or gives it back after so long.</summary>
    public TimeSpan? UnlockedAfter { get; init; }

    /// <summary>The migration that runs into another session's table lock.</summary>
    public string? BlockedAt { get; init; }

    /// <summary>The prefix was prepared by the new version.</summary>
    public bool PrefixIsNewer { get; init; }

    /// <summary>A file is where an export wants to write.</summary>
    public bool ExportExists { get; init; }
}
