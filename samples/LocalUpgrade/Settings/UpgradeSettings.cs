using Kong.Upgrade;
using Kong.Upgrade.Backup;
using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing.Synthetic;
using Kong.Upgrade.Witness;

namespace LocalUpgrade.Settings;

/// <summary>All of a settings file that makes sense.</summary>
internal sealed class UpgradeSettings
{
    public required ClusterSettings Blue { get; init; }

    public required ClusterSettings Green { get; init; }

    public required AdministratorSettings? Administrator { get; init; }

    public required BalancerSettings Balancer { get; init; }

    /// <summary>The plan; never <see langword="null"/> in settings without problems.</summary>
    public required UpgradePlan? Plan { get; init; }

    public required IReadOnlyList<WitnessQuestion> Questions { get; init; }

    /// <summary>How the judge weighs.</summary>
    public required JudgeOptions Judge { get; init; }

    /// <summary>Requests of the upgrade's own, without the nodes; <see langword="null"/> when there are none.</summary>
    public required SyntheticOptions? Synthetic { get; init; }

    /// <summary>Whether Kong's own metrics are judged as well.</summary>
    public required bool WatchesKongMetrics { get; init; }

    public required KongUpgradeOptions Patience { get; init; }

    /// <summary>Both clusters, without their logins.</summary>
    public required LocalClusterOptions Clusters { get; init; }

    public required PostgresBackupOptions Backup { get; init; }

    public required string Journal { get; init; }

    public required string Log { get; init; }

    public static UpgradeSettings From(Value root, Binder binder)
    {
        (ClusterSettings blue, ClusterSettings green) = (ClusterSettings.From(root["blue"]!, binder), ClusterSettings.From(root["green"]!, binder));
        IReadOnlyList<WrittenTest> tests = TestSettings.From(root, binder);
        return new()
        {
            Blue = blue,
            Green = green,
            Administrator = root["database"]!["administrator"] is { } administrator ? new(administrator.Needed("user"), binder.Secret(administrator["passwordFrom"])) : null,
            Balancer = BalancerSettings.From(root["balancer"]!, binder),
            Plan = PlanSettings.From(root, binder, blue.Version, green.Version, StagingSettings.From(root, binder, blue, tests)),
            Questions = TestSettings.Questions(tests),
            Judge = JudgeSettings.Options(root["judge"]!, new("/")),
            Synthetic = SyntheticSettings.From(root, binder),
            WatchesKongMetrics = root["watch"]!.Switch("kongMetrics"),
            Patience = PatienceOf(root["watch"]!, binder),
            Clusters = ClustersOf(root["clusters"]!, binder, blue, green),
            Backup = BackupOf(root["backup"]!, binder),
            Journal = binder.NeededPath(root, "journal"),
            Log = binder.Path(root, "log") ?? Path.Combine(binder.NeededPath(root, "journal"), "upgrade.log"),
        };
    }

    private static KongUpgradeOptions PatienceOf(Value watch, Binder binder)
    {
        KongUpgradeOptions options = new() { WatchInterval = watch.Duration("every")!.Value, DriftInterval = watch.Duration("driftEvery")!.Value, BlueQuietFor = watch.Duration("blueQuietFor")!.Value };
        foreach (string problem in options.Validate()) binder.Add(watch, $"{watch.Path}: {problem}");
        return options;
    }

    private static LocalClusterOptions ClustersOf(Value clusters, Binder binder, ClusterSettings blue, ClusterSettings green)
    {
        LocalClusterOptions options = new()
        {
            Blue = blue.Nodes,
            Green = green.Nodes,
            ReadyWithin = clusters.Duration("readyWithin")!.Value,
            DrainWithin = clusters.Duration("drainWithin")!.Value,
            StopWithin = clusters.Duration("stopWithin")!.Value,
            BackgroundRequests = clusters.Number("backgroundRequests")!.Value,
            AcceptSmallerGreen = clusters.Text("acceptSmallerGreen"),
        };
        foreach (string problem in options.Validate()) binder.Add(clusters, $"{clusters.Path}: {problem}");
        return options;
    }

    private static PostgresBackupOptions BackupOf(Value backup, Binder binder)
    {
        PostgresBackupOptions options = new() { Directory = binder.NeededPath(backup, "directory"), ToolsDirectory = binder.Path(backup, "toolsDirectory"), WithoutRunTimeData = backup.Switch("withoutRunTimeData") };
        if (backup.Whole("jobs") is { } jobs) options.Jobs = jobs;
        foreach (string problem in options.Validate()) binder.Add(backup, $"{backup.Path}: {problem}");
        return options;
    }
}
