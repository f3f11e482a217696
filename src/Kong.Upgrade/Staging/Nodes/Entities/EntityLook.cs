using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>Reads both sides once more for some entities, keeps those, and compares them field by field.</summary>
internal sealed class EntityLook(ProvenNode blue, ProvenNode green, SchemaDefaults defaults, TimeProvider time)
{
    /// <summary>How many entities are kept at once.</summary>
    public const int MostAtOnce = 10_000;

    /// <summary>What differs now; what no longer does is not in it. What could not be read is told.</summary>
    public async Task<IReadOnlyList<EntityDifference>> AtAsync(IReadOnlyCollection<EntityKey> keys, Action<string> unread, CancellationToken cancellationToken)
    {
        List<EntityDifference> found = [];
        foreach (EntityKey[] some in keys.Chunk(MostAtOnce)) found.AddRange(await SomeAsync([.. some], unread, cancellationToken).ConfigureAwait(false));
        return found;
    }

    private async Task<IReadOnlyList<EntityDifference>> SomeAsync(HashSet<EntityKey> keys, Action<string> unread, CancellationToken cancellationToken)
    {
        (EntityReading Reading, Dictionary<EntityKey, KongEntity> Kept) old = await KeepAsync(blue, keys, cancellationToken).ConfigureAwait(false);
        (EntityReading Reading, Dictionary<EntityKey, KongEntity> Kept) now = await KeepAsync(green, keys, cancellationToken).ConfigureAwait(false);
        foreach (string what in old.Reading.Unread) unread($"{blue.Name}: {what}");
        foreach (string what in now.Reading.Unread) unread($"{green.Name}: {what}");
        List<EntityDifference> found = [];
        foreach (EntityKey key in keys)
        {
            (KongEntity? before, KongEntity? after) = (old.Kept.GetValueOrDefault(key), now.Kept.GetValueOrDefault(key));
            if (before is not null && after is not null) found.AddRange(await FieldsAsync(key, before, after, cancellationToken).ConfigureAwait(false));
            else if (before is not null && now.Reading.IsWhole(key.Kind)) found.Add(OneSide(key, before, $"{key.Kind}: an entity of blue's is missing on green"));
            else if (after is not null && old.Reading.IsWhole(key.Kind)) found.Add(OneSide(key, after, $"{key.Kind}: an entity is on green and not on blue"));
        }
        return found;
    }

    private async Task<(EntityReading, Dictionary<EntityKey, KongEntity>)> KeepAsync(ProvenNode node, HashSet<EntityKey> keys, CancellationToken cancellationToken)
    {
        Dictionary<EntityKey, KongEntity> kept = [];
        EntityReading reading = await EntityReading.OfAsync(node, time, (key, entity) => Keep(kept, keys, key, entity), cancellationToken).ConfigureAwait(false);
        return (reading, kept);
    }

    private static void Keep(Dictionary<EntityKey, KongEntity> kept, HashSet<EntityKey> keys, EntityKey key, KongEntity entity)
    {
        if (keys.Contains(key)) kept[key] = entity;
    }

    private async Task<IReadOnlyList<EntityDifference>> FieldsAsync(EntityKey key, KongEntity before, KongEntity after, CancellationToken cancellationToken)
    {
        string? plugin = key.Kind == "plugins" ? after.Text("name") : null;
        FieldDifference[] fields = [.. new FieldComparison(plugin, await defaults.OfAsync(key.Kind, plugin, cancellationToken).ConfigureAwait(false)).Compare(before.Fields, after.Fields)];
        return fields.Length == 0 ? [] : [new(key, Subject(key, after), plugin, fields)];
    }

    private static EntityDifference OneSide(EntityKey key, KongEntity entity, string what) =>
        new(key, Subject(key, entity), key.Kind == "plugins" ? entity.Text("name") : null, [new("", DifferenceReason.None, what)]);

    private static string Subject(EntityKey key, KongEntity entity) => string.Join(' ', new[] { key.Kind, entity.Name, entity.Id is { } id ? $"({id})" : null }.OfType<string>());
}
