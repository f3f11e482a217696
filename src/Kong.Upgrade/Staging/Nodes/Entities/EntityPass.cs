namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>The first reading of both sides: of each entity a hash is kept, and those that may differ come out of it.</summary>
internal sealed class EntityPass(TimeProvider time)
{
    private readonly Dictionary<EntityKey, UInt128> hashes = [];
    private EntityReading? old;

    /// <summary>How many entities blue has.</summary>
    public int Count => hashes.Count;

    public async Task ReadBlueAsync(ProvenNode blue, CancellationToken cancellationToken) =>
        old = await EntityReading.OfAsync(blue, time, (key, entity) => hashes[key] = EntityHash.Of(entity), cancellationToken).ConfigureAwait(false);

    /// <summary>What of blue could not be read.</summary>
    public IReadOnlyList<string> Unread => old?.Unread ?? [];

    /// <summary>What of blue nobody is shown.</summary>
    public IReadOnlyList<string> Hidden => old?.Hidden ?? [];

    /// <summary>Which entities may differ on a green node.</summary>
    public async Task<(IReadOnlyCollection<EntityKey> Keys, EntityReading Reading)> AgainstAsync(ProvenNode green, CancellationToken cancellationToken)
    {
        HashSet<EntityKey> suspects = [], unseen = [.. hashes.Keys];
        EntityReading reading = await EntityReading.OfAsync(green, time, (key, entity) =>
        {
            if (!unseen.Remove(key) || hashes[key] != EntityHash.Of(entity)) suspects.Add(key);
        }, cancellationToken).ConfigureAwait(false);
        suspects.UnionWith(unseen);
        return (suspects, reading);
    }
}
