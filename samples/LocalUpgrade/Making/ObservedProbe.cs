using Kong.Upgrade;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace LocalUpgrade.Making;

/// <summary>Remembers what the probe last saw, to be shown.</summary>
internal sealed class ObservedProbe(IMetricsProbe probe) : IMetricsProbe
{
    private volatile ProbeReading? last;

    /// <summary>What it last saw, in one line; <see langword="null"/> before the first look.</summary>
    public string? LastSeen => last is not { } reading ? null : reading.CouldLook ? $"{Of(reading, ClusterSide.Blue)}, {Of(reading, ClusterSide.Green)}" : $"could not look: {reading.Trouble}";

    public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken) => last = await probe.ReadAsync(window, cancellationToken);

    private static string Of(ProbeReading reading, ClusterSide side)
    {
        NodeReading[] nodes = [.. reading.Nodes.Where(n => n.Side == side)];
        double seconds = Math.Max(reading.Window.Length.TotalSeconds, 0.001);
        return FormattableString.Invariant($"{side.ToString().ToLowerInvariant()} {nodes.Sum(n => n.Requests) / seconds:0}/s, {nodes.Sum(n => n.Errors)} failed");
    }
}
