using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

public class AccessLogProbeTests
{
    [Fact]
    public async Task Read_JoiningWindowsUnderLoad_CountEachRequestOnce()
    {
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Njs, o => (o.AccessLog, o.TesterHeader) = ($"{Path.GetDirectoryName(o.IncludeFile)}/kong-upgrade.log", "X-Kong-Side"));
        await bench.Splitter().SetShareAsync(TrafficShare.FromPercent(30), TestContext.Current.CancellationToken);
        using AccessLogProbe probe = new(bench.Options);
        DateTimeOffset from = TimeProvider.System.GetUtcNow();
        List<NodeReading> seen = [];
        await using Load load = Load.Start(bench.Server.Address);
        for (int i = 0; i < 10; i++)
        {
            await load.MoreAsync(100);
            (from, _) = await ReadAsync(probe, from, seen);
        }
        LoadCounts counts = await load.StopAsync();
        await Load.RunAsync(bench.Server.Address, 50, new() { Headers = new Dictionary<string, string> { ["X-Kong-Side"] = "green" } });
        seen.AddRange(await UntilAsync(probe, from, counts.Answers - seen.Sum(n => n.Requests)));
        seen.Sum(n => n.Requests).Should().Be(counts.Answers);
        seen.Where(n => n.Side == ClusterSide.Green).Sum(n => n.Requests).Should().Be(counts.From("green"), "testers do not count");
        seen.Sum(n => n.Latency.Count).Should().Be(counts.Answers);
        seen.Sum(n => n.Errors).Should().Be(0);
    }

    /// <summary>Reads windows until so many requests were counted: nginx logs a request when its answer has gone out.</summary>
    internal static async Task<IReadOnlyList<NodeReading>> UntilAsync(AccessLogProbe probe, DateTimeOffset from, long requests)
    {
        List<NodeReading> seen = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                (from, _) = await ReadAsync(probe, from, seen);
                return seen.Sum(n => n.Requests) >= requests;
            },
            $"{requests} requests were counted");
        return seen;
    }

    private static async Task<(DateTimeOffset To, ProbeReading Reading)> ReadAsync(AccessLogProbe probe, DateTimeOffset from, List<NodeReading> seen)
    {
        DateTimeOffset to = TimeProvider.System.GetUtcNow();
        ProbeReading reading = await probe.ReadAsync(new(from, to), TestContext.Current.CancellationToken);
        reading.CouldLook.Should().BeTrue(reading.Trouble);
        seen.AddRange(reading.Nodes);
        return (to, reading);
    }

    [Fact]
    public async Task Contract_OfAProbe_Holds()
    {
        await using NginxBench bench = await NginxBench.StartAsync(NginxMode.Njs, o => o.AccessLog = $"{Path.GetDirectoryName(o.IncludeFile)}/kong-upgrade.log");
        await Load.RunAsync(bench.Server.Address, 20);
        NginxOptions blind = new() { AccessLog = bench.Server.Folder + "/absent.log" };
        foreach (ContractCase contract in MetricsProbeContract.Cases(_ => Task.FromResult<IMetricsProbe>(new AccessLogProbe(bench.Options)), null, _ => Task.FromResult<IMetricsProbe>(new AccessLogProbe(blind))))
            await contract.RunAsync(TestContext.Current.CancellationToken);
    }
}
