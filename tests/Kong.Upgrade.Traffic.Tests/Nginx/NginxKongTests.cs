using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

/// <summary>Simulated Kong nodes behind a real nginx.</summary>
public class NginxKongTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetShare_InFrontOfKongNodes_IsWhatTheProbeCounts()
    {
        string? absent = NginxBench.WhyAbsent(NginxMode.Njs);
        Assert.SkipWhen(absent is not null, absent ?? "");
        KongDatabase database = await postgres.RestoreAsync(Dumps.AfterFinish390);
        await using SimulatedNode blue = await SimulatedNode.StartAsync("3.9.1", database), green = await SimulatedNode.StartAsync("3.9.1", database);
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Njs, o =>
        {
            (o.Blue, o.Green) = ([Address(blue)], [Address(green)]);
            o.AccessLog = Path.GetDirectoryName(o.IncludeFile) + "/kong-upgrade.log";
        });
        using AccessLogProbe probe = new(bench.Options);
        foreach (double percent in (double[])[30, 0])
        {
            TrafficShare share = await bench.Splitter().SetShareAsync(TrafficShare.FromPercent(percent), Token);
            DateTimeOffset from = TimeProvider.System.GetUtcNow();
            LoadCounts counts = await Load.RunAsync(new(bench.Server.Address, "/no/such/route"), 300);
            counts.Statuses.Should().BeEquivalentTo(new Dictionary<int, long> { [404] = 300 }, "Kong has no such route: {0}", counts);
            IReadOnlyList<NodeReading> seen = await AccessLogProbeTests.UntilAsync(probe, from, 300);
            Binomial.Problem(seen.Where(n => n.Side == ClusterSide.Green && n.Node == Address(green)).Sum(n => n.Requests), 300, share.Fraction).Should().BeNull();
            seen.Sum(n => n.Errors).Should().Be(0, "a 404 is an answer");
        }
    }

    private static string Address(SimulatedNode node) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{node.ProxyPort}");
}
