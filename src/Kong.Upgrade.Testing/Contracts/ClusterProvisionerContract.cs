using Kong.Upgrade.Clusters;
using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IClusterProvisioner"/> promises.</summary>
public static class ClusterProvisionerContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="create">Makes a provisioner where blue runs and green does not exist; each case asks for another. Disposed after the case if it can be.</param>
    /// <param name="spec">What green is asked to be.</param>
    /// <param name="isBlueRunning">Looks whether blue of a provisioner runs; without it the cases about blue are left out.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<IClusterProvisioner>> create, ClusterSpec spec, Func<IClusterProvisioner, CancellationToken, Task<bool>>? isBlueRunning = null, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(spec);
        const string Again = "Every member may be called again after a crash or a lost answer, and then has the same effect as once.";
        return new ContractSuite<IClusterProvisioner>(nameof(IClusterProvisioner), create, patience)
            .Case("Start_AfterPrepare_NamesReadyNodes", "The ready nodes with the versions that they themselves report.", async (clusters, check) => await UpAsync(clusters, check, spec).ConfigureAwait(false))
            .Case("PrepareAndStart_Twice_SameAsOnce", Again, (clusters, check) => TwiceAsync(clusters, check, spec))
            .Case("Decommission_GreenTwice_IsNoError", "A cluster that is gone already is no error.", (clusters, check) => GoneTwiceAsync(clusters, check, spec))
            .Case("Decommission_GreenThatNeverWas_IsNoError", "A cluster that is gone already is no error.", GreenAwayAsync)
            .Case("Prepare_AfterDecommission_BringsGreenBack", Again, (clusters, check) => AnewAsync(clusters, check, spec))
            .Case("Members_CancelledToken_CanBeCalledAgain", "The token means that the caller no longer waits: stop where it is safe to repeat, and throw OperationCanceledException.", (clusters, check) => CancelledAsync(clusters, check, spec))
            .CaseIf(isBlueRunning is not null, "Green_FromPrepareToDecommission_LeavesBlueAlone", "Never touch blue except in DecommissionAsync.", (clusters, check) => BlueStaysAsync(clusters, check, spec, isBlueRunning!))
            .CaseIf(isBlueRunning is not null, "Decommission_BlueTwice_IsGone", "Takes a cluster away: drains it, stops it and, when asked, fences it from the database.", (clusters, check) => BlueGoesAsync(clusters, check, isBlueRunning!))
            .Cases;
    }

    private static async Task<RunningCluster> UpAsync(IClusterProvisioner clusters, ContractCheck check, ClusterSpec spec)
    {
        await check.CallAsync("PrepareAsync", token => clusters.PrepareAsync(spec, token)).ConfigureAwait(false);
        RunningCluster green = await check.CallAsync("StartAsync", token => clusters.StartAsync(spec, token)).ConfigureAwait(false);
        check.That(green.Nodes.Count > 0, "at least one ready node", "none");
        check.That(green.Nodes.Select(n => n.Name).Distinct().Count() == green.Nodes.Count, "every node to have a name of its own", string.Join(", ", green.Nodes.Select(n => n.Name)));
        foreach (ClusterNode node in green.Nodes)
        {
            check.Said("a node's name", node.Name);
            check.Equal($"the version of {node.Name}", spec.Version, node.Version);
        }
        return green;
    }

    private static async Task TwiceAsync(IClusterProvisioner clusters, ContractCheck check, ClusterSpec spec)
    {
        RunningCluster first = await UpAsync(clusters, check, spec).ConfigureAwait(false), second = await UpAsync(clusters, check, spec).ConfigureAwait(false);
        check.Equal("the nodes after a second PrepareAsync and StartAsync", Names(first), Names(second));
    }

    private static Task GreenAwayAsync(IClusterProvisioner clusters, ContractCheck check) =>
        check.CallAsync("DecommissionAsync(green)", token => clusters.DecommissionAsync(Decommission.Green("a contract test"), token));

    private static async Task GoneTwiceAsync(IClusterProvisioner clusters, ContractCheck check, ClusterSpec spec)
    {
        await UpAsync(clusters, check, spec).ConfigureAwait(false);
        await GreenAwayAsync(clusters, check).ConfigureAwait(false);
        await GreenAwayAsync(clusters, check).ConfigureAwait(false);
    }

    private static async Task AnewAsync(IClusterProvisioner clusters, ContractCheck check, ClusterSpec spec)
    {
        await UpAsync(clusters, check, spec).ConfigureAwait(false);
        await GreenAwayAsync(clusters, check).ConfigureAwait(false);
        await UpAsync(clusters, check, spec).ConfigureAwait(false);
    }

    private static async Task CancelledAsync(IClusterProvisioner clusters, ContractCheck check, ClusterSpec spec)
    {
        await check.CancelledAsync("PrepareAsync", token => clusters.PrepareAsync(spec, token)).ConfigureAwait(false);
        await check.CallAsync("PrepareAsync", token => clusters.PrepareAsync(spec, token)).ConfigureAwait(false);
        await check.CancelledAsync("StartAsync", token => clusters.StartAsync(spec, token)).ConfigureAwait(false);
        await UpAsync(clusters, check, spec).ConfigureAwait(false);
        await check.CancelledAsync("DecommissionAsync(green)", token => clusters.DecommissionAsync(Decommission.Green("a contract test"), token)).ConfigureAwait(false);
        await GreenAwayAsync(clusters, check).ConfigureAwait(false);
    }

    private static async Task BlueStaysAsync(IClusterProvisioner clusters, ContractCheck check, ClusterSpec spec, Func<IClusterProvisioner, CancellationToken, Task<bool>> isBlueRunning)
    {
        await UpAsync(clusters, check, spec).ConfigureAwait(false);
        check.That(await isBlueRunning(clusters, check.Stop).ConfigureAwait(false), "blue to run while green is started", "that it does not");
        await GreenAwayAsync(clusters, check).ConfigureAwait(false);
        check.That(await isBlueRunning(clusters, check.Stop).ConfigureAwait(false), "blue to run after green was taken away", "that it does not");
    }

    private static async Task BlueGoesAsync(IClusterProvisioner clusters, ContractCheck check, Func<IClusterProvisioner, CancellationToken, Task<bool>> isBlueRunning)
    {
        Decommission order = Decommission.Blue(FinishPermit.ForOperator("a contract test", TimeProvider.System));
        for (int time = 1; time <= 2; time++)
        {
            await check.CallAsync("DecommissionAsync(blue)", token => clusters.DecommissionAsync(order, token)).ConfigureAwait(false);
            check.That(!await isBlueRunning(clusters, check.Stop).ConfigureAwait(false), "blue to be gone", "that it runs");
        }
    }

    private static string Names(RunningCluster cluster) => string.Join(", ", cluster.Nodes.Select(n => n.Name).Order(StringComparer.Ordinal));
}
