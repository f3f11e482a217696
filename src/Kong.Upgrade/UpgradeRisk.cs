namespace Kong.Upgrade;

/// <summary>What a plan may only do after somebody took responsibility for it with <see cref="UpgradePlanBuilder.AcknowledgeRisk"/>.</summary>
public enum UpgradeRisk
{
    /// <summary>No risk.</summary>
    Unknown = 0,

    /// <summary>Another minor version: Kong advises blue-green only between patches.</summary>
    MinorJump,

    /// <summary>Another major version: far from what Kong tests.</summary>
    MajorJump,

    /// <summary>Passing the point of no return without asking a person.</summary>
    UnattendedFinish,

    /// <summary>Passing the point of no return although no trial restore proved the backup.</summary>
    UnprovenBackup,

    /// <summary>Diverting traffic although the witness could not tell whether blue still works on the migrated database.</summary>
    UnwitnessedBlue,

    /// <summary>Upgrading although configuration writes are only observed and not refused: what somebody writes is noticed afterwards.</summary>
    UnenforcedFreeze,
}
