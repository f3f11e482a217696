using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Clusters.Tests.Local;

/// <summary>Local clusters keep every promise of <see cref="IClusterProvisioner"/>. Blue runs through all cases but for the one that ends it.</summary>
public sealed class ContractTests(PostgresServer server, ContractTests.Clusters clusters) : IClassFixture<ContractTests.Clusters>
{
    private static readonly string[] names = [.. Cases((_, _) => throw new NotSupportedException(), null).Select(c => c.Name)];

    public static TheoryData<string> Names => [.. names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contract_EachPromise_IsKept(string name)
    {
        Site site = await clusters.OfAsync(server);
        await Cases((_, _) => Task.FromResult(Site.IsRunning(site.Blue)), site).Single(c => c.Name == name).RunAsync(TestContext.Current.CancellationToken);
    }

    private static IReadOnlyList<ContractCase> Cases(Func<IClusterProvisioner, CancellationToken, Task<bool>> isBlueRunning, Site? site) =>
        ClusterProvisionerContract.Cases(async stop => await NewAsync(site!, stop), Site.Spec, isBlueRunning, TimeSpan.FromSeconds(90));

    private static async Task<LocalClusterProvisioner> NewAsync(Site site, CancellationToken stop)
    {
        LocalClusterProvisioner provisioner = site.Provisioner();
        await provisioner.DecommissionAsync(Decommission.Green("the next case"), stop);
        await site.Fence.LiftFenceAsync(site.BlueLogin.Username, stop);
        await site.RunBlueAsync();
        return provisioner;
    }

    public sealed class Clusters : IAsyncDisposable
    {
        private Site? site;

        internal async Task<Site> OfAsync(PostgresServer server) => site ??= await Site.CreateAsync(server);

        public ValueTask DisposeAsync() => site?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
