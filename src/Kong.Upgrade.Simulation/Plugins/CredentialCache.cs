using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>
/// Keys that a node has looked up, the unknown ones too. They stay until a change is heard of, and outlive the
/// database: only keys never seen fail without it (kong-facts 11.20).
/// </summary>
internal sealed class CredentialCache(SimulatedDatabase database, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Credential?> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Consumer?> _consumers = new(StringComparer.Ordinal);

    /// <summary>Looks a key up; false when that needs the database and it cannot be reached.</summary>
    public bool TryFind(string key, out Credential? credential)
    {
        if (_keys.TryGetValue(key, out credential))
            return true;
        if (!database.Reachable)
            return false;
        credential = _keys[key] = Load(key);
        return true;
    }

    public bool TryFindConsumer(string idOrName, out Consumer? consumer)
    {
        if (_consumers.TryGetValue(idOrName, out consumer))
            return true;
        if (!database.Reachable)
            return false;
        consumer = _consumers[idOrName] = ConsumerOf(database.Entities.Find(EntitySchemas.Of("consumers"), idOrName));
        return true;
    }

    public void Clear()
    {
        _keys.Clear();
        _consumers.Clear();
    }

    private Credential? Load(string key)
    {
        if (database.Entities.FindBy("keyauth_credentials", "key", key) is not { } row || IsExpired(row))
            return null;
        return ConsumerOf(database.Entities.Find(EntitySchemas.Of("consumers"), row.Reference("consumer") ?? "")) is { } consumer
            ? new(row.Text("id"), consumer)
            : null;
    }

    // A ttl counts from birth; 3.9.0 exports the moment of expiry instead (recorded in its export.yml).
    private bool IsExpired(JsonObject row)
    {
        if (row.Number("ttl") is not { } ttl)
            return false;
        double end = ttl > 1e9 ? ttl : (row.Number("created_at") ?? 0) + ttl;
        return end <= time.GetUtcNow().ToUnixTimeSeconds();
    }

    private static Consumer? ConsumerOf(JsonObject? row) =>
        row is null ? null : new(row.Text("id")!, row.Text("username"), row.Text("custom_id"));
}
