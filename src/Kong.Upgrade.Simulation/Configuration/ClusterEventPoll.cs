using Kong.Upgrade.Simulation.Database;
using Npgsql;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>Looks every few seconds for what other nodes wrote into cluster_events since the last look.</summary>
internal sealed class ClusterEventPoll : IDisposable
{
    private readonly PostgresEntities _tables;
    private readonly Guid _nodeId;
    private readonly Action<ClusterEvent> _hear;
    private readonly ITimer _timer;
    private readonly HashSet<Guid> _heard = [];
    private DateTimeOffset _since;

    public ClusterEventPoll(PostgresEntities tables, Guid nodeId, Action<ClusterEvent> hear, TimeProvider time)
    {
        (_tables, _nodeId, _hear) = (tables, nodeId, hear);
        _since = time.GetUtcNow();
        _timer = time.CreateTimer(_ => Look(), null, Propagation.Poll, Propagation.Poll);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_heard)
        {
            try
            {
                foreach ((Guid id, DateTimeOffset at, ClusterEvent told) in Read())
                {
                    _since = at > _since ? at : _since;
                    if (_heard.Add(id))
                        _hear(told);
                }
            }
            catch (NpgsqlException)
            {
                // The next look finds them.
            }
        }
    }

    // Looks back a little further than it has seen: a row's time is its writer's, and may be older than that of one seen already.
    private List<(Guid Id, DateTimeOffset At, ClusterEvent Told)> Read() => _tables.Pool.Ask(
        "SELECT id, at, channel, data FROM cluster_events WHERE at > $1 AND at <= now() AND node_id <> $2 ORDER BY at",
        reader => (reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), new ClusterEvent(reader.GetString(2), reader.GetString(3))),
        _since - Propagation.Poll,
        _nodeId);
}
