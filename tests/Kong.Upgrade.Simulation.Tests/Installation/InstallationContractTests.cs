using System.Net.Http.Json;
using Kong.Upgrade.Simulation.Installation;
using Kong.Upgrade.Testing.Contracts;

namespace Kong.Upgrade.Simulation.Tests.Installation;

/// <summary>Every service of a simulated installation keeps the promises of its interface.</summary>
public sealed class InstallationContractTests : IAsyncLifetime
{
    private const string Configuration = """
        _format_version: "3.0"
        services:
        - name: orders
          url: http://orders.example:8080
          routes:
          - name: orders
            paths: [/orders]
        """;

    private static readonly List<SimulatedInstallation> Started = [];
    private static readonly Lock Gate = new();

    public static IEnumerable<TheoryDataRow<ContractCase>> Promises() => new[]
    {
        MigrationRunnerContract.Cases(async token => (await StartAsync(token)).Migrations),
        ClusterProvisionerContract.Cases(async token => (await StartAsync(token)).Clusters, new() { Version = KongVersion.Parse("3.9.1"), RunId = "a" }, (clusters, _) => Task.FromResult(Of(i => ReferenceEquals(i.Clusters, clusters)).BlueNodes.Count > 0)),
        TrafficSplitterContract.Cases(async token => (await StartAsync(token)).Balancer),
        MetricsProbeContract.Cases(async token => (await StartAsync(token)).Probe),
        WriteFreezeContract.Cases(async token => (await StartAsync(token)).Freeze, (freeze, token) => WriteAsync(Of(i => ReferenceEquals(i.Freeze, freeze)), token)),
        BackupContract.Cases(async token => (await StartAsync(token)).Backup, new() { RunId = "a", Version = KongVersion.Parse("3.9.0") }),
    }.SelectMany(cases => cases).Select(one => new TheoryDataRow<ContractCase>(one));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        SimulatedInstallation[] ending;
        lock (Gate)
        {
            ending = [.. Started];
            Started.Clear();
        }
        foreach (SimulatedInstallation installation in ending) await installation.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Promises))]
    public Task Service_OfAnInstallation_KeepsItsPromise(ContractCase promise) => promise.RunAsync(TestContext.Current.CancellationToken);

    private static async Task<SimulatedInstallation> StartAsync(CancellationToken cancellationToken)
    {
        SimulatedInstallation installation = await SimulatedInstallation.StartAsync(new()
        {
            From = KongVersion.Parse("3.9.0"),
            To = KongVersion.Parse("3.9.1"),
            Configuration = Configuration,
            StateDirectory = Directory.CreateTempSubdirectory("installation-").FullName,
        }, cancellationToken);
        lock (Gate) Started.Add(installation);
        return installation;
    }

    private static SimulatedInstallation Of(Func<SimulatedInstallation, bool> isIt)
    {
        lock (Gate) return Started.Single(isIt);
    }

    private static async Task<bool> WriteAsync(SimulatedInstallation installation, CancellationToken cancellationToken)
    {
        using HttpClient http = new();
        using HttpResponseMessage answer = await http.PostAsJsonAsync(new Uri(installation.BlueNodes[0].Admin, "/services"), new { name = $"s{Guid.NewGuid():n}", url = "http://a.example" }, cancellationToken);
        return answer.IsSuccessStatusCode;
    }
}
