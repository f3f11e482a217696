using Kong.Upgrade.Simulation.Configuration;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Hosting;
using Kong.Upgrade.Simulation.Metrics;
using Kong.Upgrade.Simulation.Plugins;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation;

/// <summary>The parts of a node behind its listeners, put together.</summary>
internal sealed class NodeRuntime : IDisposable
{
    private readonly ConfigurationKeeper _keeper;
    private readonly NodeExposition _exposition;

    public NodeRuntime(SimulatedNodeOptions options)
    {
        Options = options;
        Version = VersionTraits.Of(options.Version);
        Faults = new(options.TimeProvider) { Log = new(options.ErrorLog, WorkerPid, options.TimeProvider) };
        Metrics = new(Version, options.TimeProvider);
        _exposition = new(Version, NodeId, Metrics);
        CredentialCache credentials = new(options.Database, options.TimeProvider);
        PluginFactory plugins = new(options.Database, credentials, new(), Version, options.TimeProvider);
        _keeper = new(NodeId, Version, options.Database, new(Version, options.Redirect, plugins, Metrics), credentials, options.TimeProvider);
    }

    public SimulatedNodeOptions Options { get; }

    public VersionTraits Version { get; }

    public Guid NodeId { get; } = Guid.NewGuid();

    public SimulatedFaults Faults { get; }

    public NodeMetrics Metrics { get; }

    public ListenerCounters Counters { get; } = new();

    // No process of its own stands behind a simulated worker; the number only has to be stable and told apart.
    public int WorkerPid => 10_000 + (NodeId.ToByteArray()[0] * 100) + NodeId.ToByteArray()[1];

    public NodeConfiguration? Configuration => _keeper.Current;

    public void LoadFirst()
    {
        RequireDatabase("start");
        if (Options.SlowStart > TimeSpan.Zero)
            _keeper.RebuildAfter(Options.SlowStart);
        else
            Rebuild("start");
    }

    public void Reload()
    {
        RequireDatabase("reload");
        Rebuild("reload");
    }

    public NodeContext Describe(Func<ListenerAddresses> listeners) => new(NodeId, Version, Options, Faults)
    {
        Configuration = () => Configuration,
        Figures = Figures,
        Metrics = () => _exposition.Write(Figures(), Configuration is { ShowsUpstreamHealth: true } current ? current.Upstreams : null),
        Listeners = listeners,
        WorkerPid = WorkerPid,
    };

    public void Dispose() => _keeper.Dispose();

    private NodeFigures Figures() => new(Options.Database.Reachable, Counters, WorkerPid);

    private void RequireDatabase(string what)
    {
        if (!Options.Database.Reachable)
            throw Unreachable(what);
    }

    private void Rebuild(string what)
    {
        try
        {
            _keeper.Rebuild();
        }
        catch (KongError)
        {
            // It went away in the middle.
            throw Unreachable(what);
        }
    }

    private InvalidOperationException Unreachable(string what) => new(Options.Database.Tables is null
        ? $"Kong {Version.Text} in {Options.Prefix} cannot {what}: the simulated database is not reachable. Set SimulatedDatabase.Reachable first."
        : $"Kong {Version.Text} in {Options.Prefix} cannot {what}: its PostgreSQL database did not answer. See to the server, the role and the pg_* settings, then try again.");
}
