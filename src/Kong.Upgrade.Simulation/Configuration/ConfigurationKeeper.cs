using Kong.Upgrade.Simulation.Balancing;
using Kong.Upgrade.Simulation.Database;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Plugins;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>Holds what the node serves by, and makes it anew when the node hears of a change, as late as real nodes do.</summary>
internal sealed class ConfigurationKeeper : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Guid _nodeId;
    private readonly VersionTraits _version;
    private readonly SimulatedDatabase _database;
    private readonly ConfigurationBuilder _builder;
    private readonly CredentialCache _credentials;
    private readonly HealthChecker _checker;
    private readonly Alarm _rebuild;
    private readonly Alarm _forget;
    private readonly ClusterEventPoll? _poll;
    private volatile NodeConfiguration? _current;

    public ConfigurationKeeper(
        Guid nodeId, VersionTraits version, SimulatedDatabase database, ConfigurationBuilder builder, CredentialCache credentials, TimeProvider time)
    {
        (_nodeId, _version, _database, _builder, _credentials) = (nodeId, version, database, builder, credentials);
        _checker = new(time);
        _rebuild = new(TryRebuild, time);
        _forget = new(credentials.Clear, time);
        if (database.Tables is { } tables)
            _poll = new(tables, nodeId, HearOther, time);
        database.Changed += Hear;
        database.HealthForced += Mark;
    }

    public NodeConfiguration? Current => _current;

    /// <summary>Reads everything from the database now; a node that cannot reach it keeps what it has.</summary>
    public void Rebuild()
    {
        // One at a time: a build that read earlier must not overtake one that read later.
        lock (_gate)
        {
            NodeConfiguration next = _builder.Build(_database.Entities.Snapshot());
            HealthChecker.CarryOver(_current, next);
            _current = next;
            _credentials.Clear();
            _checker.Watch(next);
        }
    }

    public void RebuildAfter(TimeSpan delay) => _rebuild.Set(delay);

    public void Dispose()
    {
        _database.Changed -= Hear;
        _database.HealthForced -= Mark;
        _poll?.Dispose();
        _rebuild.Dispose();
        _forget.Dispose();
        _checker.Dispose();
    }

    private void TryRebuild()
    {
        try
        {
            if (_database.Reachable)
            {
                Rebuild();
                return;
            }
        }
        catch (KongError)
        {
            // The database went away in the middle.
        }
        _rebuild.Set(Propagation.Poll);
    }

    // The poll has waited for its turn already.
    private void HearOther(ClusterEvent heard)
    {
        (bool rebuilds, bool forgets) = ClusterEvents.Meaning(heard, _version);
        if (rebuilds)
            _rebuild.Set(Propagation.Own(_version));
        if (forgets)
            _forget.Set(TimeSpan.Zero);
    }

    private void Hear(DatabaseChange change)
    {
        bool own = change.NodeId == _nodeId;
        if (EntitySchemas.Of(change.Table).IsCredential)
            _forget.Set(own ? TimeSpan.Zero : Propagation.Credentials);
        else if (own || _version.HearsCoreChangesOf(change.By))
            _rebuild.Set(own ? Propagation.Own(_version) : Propagation.Others(_version));
    }

    private void Mark(ForcedHealth forced)
    {
        if (_current?.Upstreams.GetValueOrDefault(forced.Upstream) is { } upstream)
            foreach (Target target in upstream.Targets.Where(t => t.Name == forced.Target))
                target.Mark(forced.IsHealthy);
    }
}
