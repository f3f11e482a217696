using Kong.Upgrade.Simulation.Metrics;
using Kong.Upgrade.Simulation.Plugins;

namespace Kong.Upgrade.Simulation.Routing;

/// <summary>A route made ready to serve. Immutable.</summary>
internal sealed record RouteModel(string Id, string Name)
{
    public required RouteHosts Hosts { get; init; }

    public required IReadOnlySet<string> Methods { get; init; }

    public required IReadOnlyList<RouteHeader> Headers { get; init; }

    public required RouteHosts Snis { get; init; }

    public required int RegexPriority { get; init; }

    public required double CreatedAt { get; init; }

    public required bool StripPath { get; init; }

    public required bool PreserveHost { get; init; }

    public required IReadOnlySet<string> Protocols { get; init; }

    /// <summary>Whether plain HTTP is allowed; otherwise the answer is this status.</summary>
    public required int? RefuseHttpWith { get; init; }

    /// <summary>The service; a route without one can only be answered by a plugin.</summary>
    public required ServiceModel? Service { get; init; }

    public required PluginChain Plugins { get; init; }

    public required RouteMetrics Metrics { get; init; }
}
