using Kong.Upgrade.Clusters;
using Kong.Upgrade.Execution;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests.Support;

/// <summary>What probes might have seen.</summary>
internal static class Readings
{
    public static NodeReading Node(ClusterSide side, long requests, long errors = 0, long upstreamErrors = 0, LatencyHistogram? latency = null) => new()
    {
        Side = side,
        Node = $"{side}-1",
        Requests = requests,
        Errors = errors,
        UpstreamErrors = upstreamErrors,
        Latency = latency ?? LatencyHistogram.Empty,
    };

    public static NodeReading Green(long requests, long errors = 0, long upstreamErrors = 0) => Node(ClusterSide.Green, requests, errors, upstreamErrors);

    public static NodeReading Blue(long requests, long errors = 0, long upstreamErrors = 0) => Node(ClusterSide.Blue, requests, errors, upstreamErrors);

    /// <summary>The reading of the second that ends so many seconds after the start.</summary>
    public static ProbeReading Second(int second, params NodeReading[] nodes) =>
        ProbeReading.Of(new(ManualTime.Start.AddSeconds(second - 1), ManualTime.Start.AddSeconds(second)), nodes);

    public static GateInput Input(params NodeReading[] nodes)
    {
        Evidence evidence = new(TrafficShare.FromPercent(25), ManualTime.Start);
        evidence.Add(Second(1, nodes));
        return evidence.Input();
    }
}
