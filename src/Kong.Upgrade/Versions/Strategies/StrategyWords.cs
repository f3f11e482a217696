namespace Kong.Upgrade.Versions.Strategies;

/// <summary>Names of strategies and standings for people.</summary>
internal static class StrategyWords
{
    public static string Of(UpgradeStrategy strategy) => strategy switch
    {
        UpgradeStrategy.DualCluster => "dual-cluster",
        UpgradeStrategy.InPlace => "in place",
        UpgradeStrategy.Rolling => "rolling",
        UpgradeStrategy.BlueGreen => "blue-green",
        _ => "unknown",
    };

    public static string Of(StrategyStanding standing) => standing switch
    {
        StrategyStanding.Advised => "advised by Kong",
        StrategyStanding.Described => "possible",
        StrategyStanding.NotAdvised => "not advised",
        StrategyStanding.Impossible => "impossible",
        _ => "it depends",
    };
}
