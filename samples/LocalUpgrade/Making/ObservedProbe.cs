using Kong.Upgrade;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace LocalUpgrade.Making;

/// <summary>Remembers what the probe saw in the last second, to be shown.</summary>
internal class ObservedProbe : IMetricsProbe
{
    private static readonly TimeSpan shown = TimeSpan.FromSeconds(1);

    private readonly IMetricsProbe probe;
    private readonly Lock gate = new();
    private readonly Queue<ProbeReading> lately = [];
    private ProbeReading? last;

    private ObservedProbe(IMetricsProbe probe) => this.probe = probe;

    /// <summary>What it saw, in one line; <see langword="null"/> before the first look.</summary>
    public string? LastSeen
    {
        get
        {
            lock (gate) return last is null ? null : last.CouldLook ? $"{Of(ClusterSide.Blue)}, {Of(ClusterSide.Green)}" : $"could not look: {last.Trouble}";
        }
    }

    /// <summary>Whoever watches asks a paced probe more often, and must be told that it is one.</summary>
    public static ObservedProbe Of(IMetricsProbe probe) => probe is IPacedProbe paced ? new Paced(paced) : new ObservedProbe(probe);

    public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        ProbeReading reading = await probe.ReadAsync(window, cancellationToken);
        lock (gate) Remember(reading);
        return reading;
    }

    private void Remember(ProbeReading reading)
    {
        last = reading;
        if (!reading.CouldLook) return;
        lately.Enqueue(reading);
        while (lately.Count > 1 && lately.Peek().Window.To <= reading.Window.To - shown) lately.Dequeue();
    }

    private string Of(ClusterSide side)
    {
        NodeReading[] nodes = [.. lately.SelectMany(r => r.Nodes).Where(n => n.Side == side)];
        double seconds = Math.Max(lately.Sum(r => r.Window.Length.TotalSeconds), 0.001);
        return FormattableString.Invariant($"{side.ToString().ToLowerInvariant()} {nodes.Sum(n => n.Requests) / seconds:0}/s, {nodes.Sum(n => n.Errors)} failed");
    }

    private sealed class Paced(IPacedProbe paced) : ObservedProbe(paced), IPacedProbe
    {
        public TimeSpan Pace => paced.Pace;
    }
}
