using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Balancing;

/// <summary>How an upstream's targets are checked. Passive checks are not simulated beyond being "on".</summary>
internal sealed record HealthcheckSettings(bool IsOn, TimeSpan Interval, string Path, TimeSpan Timeout, int Failures, IReadOnlySet<string> BadStatuses)
{
    public static HealthcheckSettings Off { get; } = new(false, TimeSpan.Zero, "/", TimeSpan.Zero, 1, new HashSet<string>());

    /// <summary>Whether targets are asked regularly.</summary>
    public bool IsActive => Interval > TimeSpan.Zero;

    public static HealthcheckSettings Read(JsonObject upstream)
    {
        if (upstream["healthchecks"] is not JsonObject checks || checks["active"] is not JsonObject active)
            return Off;
        JsonObject unhealthy = active["unhealthy"] as JsonObject ?? [];
        JsonObject passive = (checks["passive"] as JsonObject)?["unhealthy"] as JsonObject ?? [];
        double interval = Math.Max((active["healthy"] as JsonObject)?.Number("interval") ?? 0, unhealthy.Number("interval") ?? 0);
        bool watches = passive.Number("http_failures") > 0 || passive.Number("tcp_failures") > 0 || passive.Number("timeouts") > 0;
        return new(interval > 0 || watches, TimeSpan.FromSeconds(interval), active.Text("http_path") ?? "/",
            TimeSpan.FromSeconds(active.Number("timeout") ?? 1),
            Math.Max(1, unhealthy.Integer("tcp_failures", 1)), unhealthy.Texts("http_statuses").ToHashSet());
    }
}
