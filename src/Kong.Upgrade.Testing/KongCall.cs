namespace Kong.Upgrade.Testing;

/// <summary>The calls that an upgrade makes: where faults are placed and processes die.</summary>
public enum KongCall
{
    /// <summary>No call.</summary>
    Unknown = 0,

    /// <summary><see cref="IMigrationRunner.GetStateAsync"/>.</summary>
    GetMigrationState,

    /// <summary><see cref="IMigrationRunner.UpAsync"/>.</summary>
    MigrateUp,

    /// <summary><see cref="IMigrationRunner.FinishAsync"/>.</summary>
    MigrateFinish,

    /// <summary><see cref="IClusterProvisioner.PrepareAsync"/>.</summary>
    PrepareGreen,

    /// <summary><see cref="IClusterProvisioner.StartAsync"/>.</summary>
    StartGreen,

    /// <summary><see cref="IClusterProvisioner.DecommissionAsync"/> for green.</summary>
    DecommissionGreen,

    /// <summary><see cref="IClusterProvisioner.DecommissionAsync"/> for blue.</summary>
    DecommissionBlue,

    /// <summary><see cref="ITrafficSplitter.GetShareAsync"/>.</summary>
    GetShare,

    /// <summary><see cref="ITrafficSplitter.SetShareAsync"/>.</summary>
    SetShare,

    /// <summary><see cref="IMetricsProbe.ReadAsync"/>.</summary>
    ReadProbe,

    /// <summary><see cref="IWriteFreeze.FreezeAsync"/>.</summary>
    Freeze,

    /// <summary><see cref="IWriteFreeze.CheckAsync"/>.</summary>
    CheckFreeze,

    /// <summary><see cref="IWriteFreeze.ThawAsync"/>.</summary>
    Thaw,

    /// <summary><see cref="IBackup.TakeAsync"/>.</summary>
    TakeBackup,

    /// <summary><see cref="IBackup.RestoreAsync"/>.</summary>
    RestoreBackup,

    /// <summary><see cref="IBlueWitness.TestifyAsync"/>.</summary>
    HearWitness,

    /// <summary><see cref="IApprovalGate.AskAsync"/>.</summary>
    AskApproval,

    /// <summary><see cref="IStagingTest.RunAsync"/>.</summary>
    RunStagingTest,

    /// <summary><see cref="IStagingRunner.RunAsync"/>.</summary>
    RunStagingSuite,

    /// <summary><see cref="IPreflightRule.EvaluateAsync"/>.</summary>
    EvaluateRule,

    /// <summary><see cref="IPreflight.EvaluateAsync"/>.</summary>
    Evaluate,

    /// <summary><see cref="IUpgradeObserver.OnEventAsync"/>.</summary>
    Observe,

    /// <summary><see cref="IUpgradeJournal.OpenAsync"/>.</summary>
    OpenJournal,

    /// <summary><see cref="IUpgradeJournal.WriteAsync"/>.</summary>
    WriteJournal,

    /// <summary><see cref="IUpgradeJournal.CloseAsync"/>.</summary>
    CloseJournal,
}
