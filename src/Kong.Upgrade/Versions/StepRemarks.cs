namespace Kong.Upgrade.Versions;

/// <summary>What is particular about going from one version to another, apart from the versions to avoid. What depends on configuration is the catalogue's business.</summary>
internal static class StepRemarks
{
    // Up to 3.6 every invalidation has one channel, later routes, services and plugins have another (kong-facts 11 no. 16, 12.4 no. 4).
    private static readonly (int, int) channelsChanged = (3, 7), deltaGone = (3, 10);

    public static IReadOnlyList<string> Of(PathStep step, UpgradeCircumstances circumstances)
    {
        KongVersion from = step.From.AtLeast, to = step.To.AtLeast;
        List<string> remarks = [];
        if (!step.IsBlueGreenPossible && circumstances.Deployment is not KongDeployment.DbLess) remarks.Add("Not by blue-green, which begins at 2.8.2: take this step with a second cluster and database, or in place.");
        if (from.Major != to.Major && circumstances.Deployment is KongDeployment.HybridControlPlane)
            remarks.Add($"Data planes of {from.Major}.x cannot attach to control planes of {to.Major}.x: new data planes go with the new control planes (300-56).");
        if (from.Major < 3 && to.IsEnterprise && to >= new KongVersion(3, 1, 1, 2))
            remarks.Add("'kong migrations up' stops before it changes anything when routes do not fit the router of 3.x: mend the routes that it lists and run it again (310-08).");
        if (Crosses(from, to, channelsChanged) && circumstances.Deployment is not KongDeployment.DbLess)
            remarks.Add("Nodes up to 3.6 and from 3.7 on do not hear of each other's changes of routes, services and plugins: a write while both run leaves them different.");
        if (Crosses(from, to, deltaGone) && from >= new KongVersion(3, 9, 0, null))
            remarks.Add("'kong migrations up' drops the table of incremental sync: switch incremental sync off on the old cluster first (3100-12).");
        return remarks;
    }

    private static bool Crosses(KongVersion from, KongVersion to, (int, int) branch) =>
        (from.Major, from.Minor).CompareTo(branch) < 0 && (to.Major, to.Minor).CompareTo(branch) >= 0;
}
