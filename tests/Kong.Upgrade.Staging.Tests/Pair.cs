using Kong.Upgrade.Clusters;
using Kong.Upgrade.Simulation;
using Kong.Upgrade.Staging;

namespace Kong.Upgrade.Staging.Tests;

/// <summary>Two blue and two green simulated nodes on one configuration, and two backends behind them: every service and target leads to one of the two in turn.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> owned = [];
    private int redirected;

    private Pair()
    {
    }

    public required SimulatedDatabase Database { get; init; }

    public IReadOnlyList<SimulatedKongNode> Blue { get; private set; } = [];

    public IReadOnlyList<SimulatedKongNode> Green { get; private set; } = [];

    public IReadOnlyList<Uri> Backends { get; private set; } = [];

    public StagingTarget Target => new() { Green = [.. Green.Select((n, i) => Node(n, $"green-{i + 1}"))], Blue = [.. Blue.Select((n, i) => Node(n, $"blue-{i + 1}"))] };

    public static Task<Pair> StartAsync(string yaml, string from = "3.4.2", string to = "3.9.1", int size = 2, bool hasTls = false, bool tellsRoute = false) =>
        StartAsync(SimulatedDatabase.FromDeclarative(yaml), from, to, size, hasTls, tellsRoute);

    public static async Task<Pair> StartAsync(SimulatedDatabase database, string from = "3.4.2", string to = "3.9.1", int size = 2, bool hasTls = false, bool tellsRoute = false)
    {
        Pair pair = new() { Database = database };
        SimulatedUpstream one = await pair.OwnAsync(SimulatedUpstream.StartAsync("one")), two = await pair.OwnAsync(SimulatedUpstream.StartAsync("two"));
        pair.Backends = [one.Address, two.Address];
        pair.Blue = await pair.NodesAsync(from, size, hasTls, tellsRoute);
        pair.Green = await pair.NodesAsync(to, size, hasTls, tellsRoute);
        return pair;
    }

    public Task<StagingReport> RunAsync(Action<StagingSuiteBuilder> assemble) => RunAsync(StagingSuite.Create(assemble));

    public Task<StagingReport> RunAsync(StagingSuite suite) => new StagingRunner().RunAsync(suite, Target, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable one in Enumerable.Reverse(owned)) await one.DisposeAsync();
    }

    private async Task<IReadOnlyList<SimulatedKongNode>> NodesAsync(string version, int size, bool hasTls, bool tellsRoute)
    {
        List<SimulatedKongNode> nodes = [];
        for (int i = 0; i < size; i++)
        {
            nodes.Add(await OwnAsync(SimulatedKongNode.StartAsync(new()
            {
                Version = KongVersion.Parse(version),
                Database = Database,
                ProxyTlsPort = hasTls ? 0 : null,
                Configuration = new Dictionary<string, string> { ["allow_debug_header"] = tellsRoute ? "on" : "off" },
                Redirect = Redirected,
            })));
        }
        return nodes;
    }

    // An address of port 9 leads nowhere, as in the recorded configuration.
    private string Redirected(string address) => address.EndsWith(":9", StringComparison.Ordinal) ? address : Backends[Interlocked.Increment(ref redirected) % Backends.Count].Authority;

    private async Task<T> OwnAsync<T>(Task<T> starting)
        where T : IAsyncDisposable
    {
        T started = await starting;
        owned.Add(started);
        return started;
    }

    private static ClusterNode Node(SimulatedKongNode node, string name) => new() { Name = name, Version = node.Version, Proxy = node.Proxy, ProxyTls = node.ProxyTls, Admin = node.Admin, Status = node.Status };
}
