using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>
/// Credentials that a node has looked up, the unknown ones too. They stay until a change is heard of, and outlive the
/// database: only those never seen fail without it (kong-facts 11.20).
/// </summary>
internal sealed class CredentialCache(SimulatedDatabase database, TimeProvider time)
{
    private volatile Memory _memory = new();

    /// <summary>Looks a credential up; false when that needs the database and it cannot be reached.</summary>
    public bool TryFind(string table, string field, string value, out Credential? credential)
    {
        Memory memory = _memory;
        if (memory.Credentials.TryGetValue((table, field, value), out credential))
            return true;
        return TryAsk(() => memory.Credentials[(table, field, value)] = Load(table, field, value), out credential);
    }

    /// <summary>The groups that a consumer is in, by the table `acls`; null when it is in none.</summary>
    public bool TryFindGroups(string consumer, out IReadOnlyList<string>? groups)
    {
        Memory memory = _memory;
        bool found = memory.Groups.TryGetValue(consumer, out groups)
            || TryAsk(() => memory.Groups[consumer] = [.. database.Entities.Referring("acls", "consumer", consumer).Select(a => a.Text("group")!)], out groups);
        groups = groups is { Count: 0 } ? null : groups;
        return found;
    }

    public bool TryFindConsumer(string idOrName, out Consumer? consumer)
    {
        Memory memory = _memory;
        if (memory.Consumers.TryGetValue(idOrName, out consumer))
            return true;
        return TryAsk(() => memory.Consumers[idOrName] = ConsumerOf(database.Entities.Find(EntitySchemas.Of("consumers"), idOrName)), out consumer);
    }

    /// <summary>Forgets all. What is being looked up at this moment goes into the old memory, so no stale key survives.</summary>
    public void Clear() => _memory = new();

    private bool TryAsk<T>(Func<T?> ask, out T? answer)
        where T : class
    {
        answer = null;
        try
        {
            if (!database.Reachable)
                return false;
            answer = ask();
            return true;
        }
        catch (KongError)
        {
            // It went away in the middle.
            return false;
        }
    }

    private Credential? Load(string table, string field, string value)
    {
        if (database.Entities.FindBy(table, field, value) is not { } row || (database.Tables is null && IsExpired(row)))
            return null;
        return ConsumerOf(database.Entities.Find(EntitySchemas.Of("consumers"), row.Reference("consumer") ?? "")) is { } consumer
            ? new(row.Text("id"), consumer, row)
            : null;
    }

    // Kong's own tables hand out no expired rows. A ttl counts from birth; 3.9.0 exports the moment of expiry instead (recorded in its export.yml).
    private bool IsExpired(JsonObject row)
    {
        if (row.Number("ttl") is not { } ttl)
            return false;
        double end = ttl > 1e9 ? ttl : (row.Number("created_at") ?? 0) + ttl;
        return end <= time.GetUtcNow().ToUnixTimeSeconds();
    }

    private static Consumer? ConsumerOf(JsonObject? row) =>
        row is null ? null : new(row.Text("id")!, row.Text("username"), row.Text("custom_id"));

    private sealed class Memory
    {
        public ConcurrentDictionary<(string Table, string Field, string Value), Credential?> Credentials { get; } = new();

        public ConcurrentDictionary<string, IReadOnlyList<string>> Groups { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, Consumer?> Consumers { get; } = new(StringComparer.Ordinal);
    }
}
