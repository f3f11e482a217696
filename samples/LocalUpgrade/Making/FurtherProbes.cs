using Kong.Upgrade;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing.KongMetrics;
using Kong.Upgrade.Probing.Synthetic;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Making;

/// <summary>Those who look beside the balancer's probe, each judged by itself, and whether they can.</summary>
internal sealed record FurtherProbes(IReadOnlyList<IMetricsProbe> Probes, IReadOnlyList<IPreflightRule> Rules) : IDisposable
{
    private static readonly TimeSpan leastInterval = TimeSpan.FromMilliseconds(100);

    /// <exception cref="UpgradeServiceException">A node's configuration cannot be read, or does not say where the node is to be asked.</exception>
    public static async Task<FurtherProbes> OfAsync(UpgradeSettings settings, CancellationToken cancellationToken)
    {
        if (!settings.WatchesKongMetrics && settings.Synthetic is null) return new([], []);
        IReadOnlyList<ClusterNode> blue = await settings.Blue.ListeningNodesAsync(cancellationToken), green = await settings.Green.ListeningNodesAsync(cancellationToken);
        KongMetricsOptions? metrics = settings.WatchesKongMetrics ? Metrics(blue, green, settings.Patience.WatchInterval) : null;
        List<IMetricsProbe> probes = [];
        if (metrics is not null) probes.Add(new KongMetricsProbe(metrics));
        if (settings.Synthetic is not null) probes.Add(new SyntheticProbe(Synthetic(settings.Synthetic, blue, green)));
        return new(probes, metrics is null ? [] : [new KongMetricsRule(metrics)]);
    }

    public void Dispose()
    {
        foreach (IDisposable probe in Probes.OfType<IDisposable>()) probe.Dispose();
    }

    private static KongMetricsOptions Metrics(IReadOnlyList<ClusterNode> blue, IReadOnlyList<ClusterNode> green, TimeSpan interval)
    {
        foreach (ClusterNode node in blue.Concat(green).Where(n => n is { Status: null, Admin: null })) throw Unknown(node, "its metrics", "status' or 'admin");
        return new()
        {
            Nodes = [.. blue.Select(n => KongMetricsNode.Of(ClusterSide.Blue, n)), .. green.Select(n => KongMetricsNode.Of(ClusterSide.Green, n))],
            Interval = interval > leastInterval ? interval : leastInterval,
        };
    }

    private static SyntheticOptions Synthetic(SyntheticOptions options, IReadOnlyList<ClusterNode> blue, IReadOnlyList<ClusterNode> green)
    {
        (options.Blue, options.Green) = ([.. blue.Select(Proxy)], [.. green.Select(Proxy)]);
        return options;
    }

    private static Uri Proxy(ClusterNode node) => node.Proxy ?? throw Unknown(node, "user traffic", "proxy");

    private static UpgradeServiceException Unknown(ClusterNode node, string what, string field) => new($"It is not known where {node.Name} takes requests for {what}: its configuration has no plain-text address for it. Name its '{field}' in the settings.");
}
