using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Probing.Tests.AccessLogs;

/// <summary>Asks a probe for joining windows, as an upgrade does, and keeps all that it said.</summary>
internal sealed class Readings(IMetricsProbe probe)
{
    private DateTimeOffset from = TimeProvider.System.GetUtcNow();

    public List<NodeReading> Nodes { get; } = [];

    public List<BlindNode> Blind { get; } = [];

    public List<string> Troubles { get; } = [];

    public long Requests => Nodes.Sum(n => n.Requests);

    public long Of(ClusterSide side, Func<NodeReading, long> count) => Nodes.Where(n => n.Side == side).Sum(count);

    /// <summary>A probe that has listened once; what comes from now on is counted.</summary>
    public static async Task<Readings> BeginAsync(IMetricsProbe probe)
    {
        Readings readings = new(probe);
        await readings.LookAsync();
        readings.Troubles.Should().ContainSingle().Which.Should().Contain("first look");
        readings.Troubles.Clear();
        return readings;
    }

    public async Task<ProbeReading> LookAsync()
    {
        ProbeWindow window = new(from, TimeProvider.System.GetUtcNow());
        ProbeReading reading = await probe.ReadAsync(window, TestContext.Current.CancellationToken);
        if (reading.Trouble is { } trouble)
        {
            Troubles.Add(trouble);
            return reading;
        }
        from = window.To;
        Nodes.AddRange(reading.Nodes);
        Blind.AddRange(reading.BlindNodes);
        return reading;
    }

    /// <summary>Looks until so many requests were counted, and once more for what would be too many.</summary>
    public async Task UntilAsync(long requests)
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                await LookAsync();
                return Requests >= requests;
            },
            $"{requests} requests were counted");
        await LookAsync();
        Requests.Should().Be(requests);
    }
}
