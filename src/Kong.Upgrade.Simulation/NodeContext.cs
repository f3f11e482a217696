using Kong.Upgrade.Simulation.Configuration;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Hosting;
using Kong.Upgrade.Simulation.Metrics;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation;

/// <summary>What the listeners of a node know about it.</summary>
internal sealed record NodeContext(Guid Id, VersionTraits Version, SimulatedNodeOptions Options, SimulatedFaults Faults)
{
    public SimulatedDatabase Database => Options.Database;

    /// <summary>The plugins of the version, without those that a fault took away.</summary>
    public IEnumerable<(string Name, int Priority)> AvailablePlugins() => PluginCatalogue.On(Version).Where(p => !Faults.IsMissing(p.Name));

    public TimeProvider Time => Options.TimeProvider;

    /// <summary>What is served now; null before the first router.</summary>
    public required Func<NodeConfiguration?> Configuration { get; init; }

    public required Func<NodeFigures> Figures { get; init; }

    /// <summary>The text of `/metrics`.</summary>
    public required Func<string> Metrics { get; init; }

    /// <summary>Known once they listen.</summary>
    public required Func<ListenerAddresses> Listeners { get; init; }

    public required int WorkerPid { get; init; }
}
