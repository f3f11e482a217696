using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>prometheus: says which figures of a request are kept; since 3.0 none unless asked for (kong-facts 4).</summary>
internal sealed class Prometheus(JsonObject config, VersionTraits version) : IPlugin
{
    public bool Statuses { get; } = !version.HasModernMetrics || config.Flag("status_code_metrics");

    public bool Latencies { get; } = !version.HasModernMetrics || config.Flag("latency_metrics");

    public bool Bandwidth { get; } = !version.HasModernMetrics || config.Flag("bandwidth_metrics");

    public bool UpstreamHealth { get; } = !version.HasModernMetrics || config.Flag("upstream_health_metrics");

    public bool PerConsumer { get; } = config.Flag("per_consumer");
}
