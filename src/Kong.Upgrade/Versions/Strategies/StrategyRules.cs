namespace Kong.Upgrade.Versions.Strategies;

/// <summary>Kong's table of strategies (kong-facts 6.1; OD:upgrade/index.md and the figures beside it).</summary>
internal static class StrategyRules
{
    public static IReadOnlyList<StrategyOption> Options(UpgradePath path)
    {
        UpgradeCircumstances known = path.Circumstances;
        StrategyOption[] options = [DualCluster(known), InPlace(known), Rolling(known.Deployment), BlueGreen(path)];
        return [.. options.OrderBy(Rank)];
    }

    // What depends on something unknown may still be the best: it stands behind what is described, before what is advised against.
    private static double Rank(StrategyOption option) => option.Standing is StrategyStanding.Unknown ? (int)StrategyStanding.Described + 0.5 : (int)option.Standing;

    private static StrategyOption DualCluster(UpgradeCircumstances known) => Of(UpgradeStrategy.DualCluster, (known.Deployment, known.SecondDatabasePossible) switch
    {
        (KongDeployment.DbLess, _) => (StrategyStanding.Impossible, "There is no database to have a second one of."),
        (KongDeployment.Unknown, _) => (StrategyStanding.Unknown, "It is what Kong advises for traditional deployments and control planes with resources for a second cluster; how this one is deployed is not known."),
        (_, true) => (StrategyStanding.Advised, "There are resources for a second cluster with its own database: the old one stays as it is until the end, and going back is only a matter of traffic."),
        (_, false) => (StrategyStanding.Impossible, "There are no resources for a second cluster with its own database."),
        _ => (StrategyStanding.Unknown, "It is what Kong advises wherever a second cluster with its own database can be had; whether it can is not known."),
    });

    private static StrategyOption InPlace(UpgradeCircumstances known) => Of(UpgradeStrategy.InPlace, known.Deployment switch
    {
        KongDeployment.DbLess => (StrategyStanding.Impossible, "There is no database to migrate in place."),
        KongDeployment.Unknown => (StrategyStanding.Unknown, "It is Kong's second choice for traditional deployments and control planes; how this one is deployed is not known."),
        KongDeployment.HybridControlPlane => (SecondTo(known), "Data planes keep serving while the control planes are down; only administration stands still."),
        _ when known.DowntimeAcceptable is false => (StrategyStanding.NotAdvised, "The old cluster is shut down before the new one starts, and downtime is not acceptable here."),
        _ when known.DowntimeAcceptable is true => (SecondTo(known), "The old cluster is shut down before the new one starts; Kong advises it where resources are limited and downtime is acceptable."),
        _ => (known.SecondDatabasePossible is true ? StrategyStanding.Described : StrategyStanding.Unknown, "It is what Kong advises where resources are limited, but requests fail meanwhile; whether that is acceptable is not known."),
    });

    /// <summary>In place is what is left when there is no second database; whether there is one may be unknown.</summary>
    private static StrategyStanding SecondTo(UpgradeCircumstances known) => known.SecondDatabasePossible switch
    {
        true => StrategyStanding.Described,
        false => StrategyStanding.Advised,
        null => StrategyStanding.Unknown,
    };

    private static StrategyOption Rolling(KongDeployment deployment) => Of(UpgradeStrategy.Rolling, deployment switch
    {
        KongDeployment.DbLess => (StrategyStanding.Advised, "Nodes without a database are replaced one after the other."),
        KongDeployment.HybridControlPlane => (StrategyStanding.Advised, "It is the only way that Kong supports for the data planes, after the control planes were upgraded in another way."),
        KongDeployment.Traditional => (StrategyStanding.Impossible, "Rolling is for nodes without a database: in a traditional deployment every node needs the migrated one."),
        _ => (StrategyStanding.Unknown, "It is what Kong advises for nodes without a database and for data planes; how this one is deployed is not known."),
    });

    private static StrategyOption BlueGreen(UpgradePath path)
    {
        if (path.Circumstances.Deployment is KongDeployment.DbLess) return new(UpgradeStrategy.BlueGreen, StrategyStanding.Impossible, "It needs a database that both clusters share.");
        if (!path.Steps.All(s => s.IsBlueGreenPossible)) return new(UpgradeStrategy.BlueGreen, StrategyStanding.Impossible, "It begins at 2.8.2: what is older must get there in another way first, and may then go on blue-green.");
        if (path.Steps.Any(s => s.Kind is not PathStepKind.Patch)) return new(UpgradeStrategy.BlueGreen, StrategyStanding.NotAdvised, BeyondPatches(path.Steps));
        return Of(UpgradeStrategy.BlueGreen, (path.Circumstances.Deployment, path.Circumstances.SecondDatabasePossible) switch
        {
            (KongDeployment.Unknown, _) => (StrategyStanding.Unknown, "Between patches Kong's guide advises it where dual-cluster is out; how this one is deployed is not known."),
            (_, false) => (StrategyStanding.Advised, "Kong's blue-green guide advises it between patch versions where there are no resources for dual-cluster: no downtime and no second database. Kong's overview of upgrades still prefers in place, and calls its support limited."),
            (_, true) => (StrategyStanding.Described, "Kong's guide allows it between patch versions, but has dual-cluster come first where there are resources for it."),
            _ => (StrategyStanding.Unknown, "Between patches Kong's guide advises it where there are no resources for dual-cluster; whether there are is not known."),
        });
    }

    private static string BeyondPatches(IReadOnlyList<PathStep> steps)
    {
        const string limits = "Kong supports it but cannot test every combination, and advises it only between patch versions, which this is not.";
        bool far = steps.Any(s => s.Kind is PathStepKind.NextLts || s.From.AtLeast.Major != s.To.AtLeast.Major);
        return far ? limits + " Its guides for going from LTS to LTS do not list it, and for such steps its newest documents convert the configuration and write it into the new cluster, which ends the way back." : limits;
    }

    private static StrategyOption Of(UpgradeStrategy strategy, (StrategyStanding Standing, string Why) answer) => new(strategy, answer.Standing, answer.Why);
}
