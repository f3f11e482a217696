using System.Globalization;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Staging.Nodes.Entities;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>Whether each green node's Admin API shows the configuration that blue's shows: every kind, every id, every field.</summary>
/// <remarks>
/// Of each entity a hash is kept; only what differs is read again, at most <see cref="EntityLook.MostAtOnce"/> at once, and what still differs a third time: an entity that expired or was issued meanwhile
/// does not count (kong-facts 12.1). Fields that came with green's version and hold its default, and fields that have another name and the same value, are explained. No value is printed.
/// </remarks>
internal sealed class EntitiesTest(Func<Uri, AdminApiOptions> options, TimeProvider time) : IStagingTest
{
    public string Name => "entities: green's Admin API shows blue's configuration";

    public async Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        NodeTally tally = new();
        EntityPass? pass = null;
        ExplainedFields explained = new();
        await new BlueAndGreen(new(options, time)).EachAsync(target, tally, async (blue, green, token) =>
        {
            pass ??= await FirstAsync(blue, tally, token).ConfigureAwait(false);
            await CompareAsync(pass, blue, green, tally, explained, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        if (pass is { Count: 0 }) tally.Doubt("blue shows no entity at all, not even a workspace");
        foreach (string sentence in explained.Sentences()) tally.Explain(sentence);
        return tally.End(string.Create(CultureInfo.InvariantCulture, $"{pass?.Count ?? 0:N0} entities are the same on blue and on {target.Green.Count(n => n.Admin is not null):N0} green nodes"));
    }

    private async Task<EntityPass> FirstAsync(ProvenNode blue, NodeTally tally, CancellationToken cancellationToken)
    {
        EntityPass pass = new(time);
        await pass.ReadBlueAsync(blue, cancellationToken).ConfigureAwait(false);
        foreach (string what in pass.Unread) tally.Doubt($"{blue.Name}: {what}");
        foreach (string what in pass.Hidden) tally.Note($"{what} is shown by no open-source Admin API and was not compared");
        return pass;
    }

    private async Task CompareAsync(EntityPass pass, ProvenNode blue, ProvenNode green, NodeTally tally, ExplainedFields explained, CancellationToken cancellationToken)
    {
        (IReadOnlyCollection<EntityKey> suspects, EntityReading reading) = await pass.AgainstAsync(green, cancellationToken).ConfigureAwait(false);
        foreach (string what in reading.Unread) tally.Doubt($"{green.Name}: {what}");
        EntityLook look = new(blue, green, new(green, time), time);
        void Unread(string what) => tally.Doubt(what);
        IReadOnlyList<EntityDifference> differences = await look.AtAsync(suspects, Unread, cancellationToken).ConfigureAwait(false);
        foreach (EntityDifference known in differences.Where(d => !d.Counts)) explained.Add(known);
        foreach (EntityDifference again in await look.AtAsync([.. differences.Where(d => d.Counts).Select(d => d.Key)], Unread, cancellationToken).ConfigureAwait(false))
        {
            explained.Add(again);
            Tell(again, green, tally);
        }
    }

    private static void Tell(EntityDifference entity, ProvenNode green, NodeTally tally)
    {
        foreach (FieldDifference field in entity.Fields)
        {
            if (field.Reason is DifferenceReason.Unknown) tally.Doubt($"{green.Name}, {entity.Subject}: {field.What} is not known, since it does not show its schema");
            if (field.Reason is not DifferenceReason.None) continue;
            tally.Find(new()
            {
                What = field.What,
                Area = entity.Area,
                Subject = entity.Subject,
                Node = green.Name,
                Traits = [.. new[] { entity.Plugin is { } plugin ? $"plugin {plugin}" : null, BreakingChanges.Find(field.Change ?? "")?.ToString() }.OfType<string>()],
            });
        }
    }
}
