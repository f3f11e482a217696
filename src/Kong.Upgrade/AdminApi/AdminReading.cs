using System.Text.Json;
using System.Text.Json.Nodes;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.AdminApi;

/// <summary>One reading of a node: shows rows as entities, and tells what could not be read.</summary>
internal sealed class AdminReading(IEntityVisitor visitor, ReadAhead ahead, Func<CancellationToken, Task> proveThere)
{
    private readonly SeenOnce seen = new();
    private readonly Dictionary<string, List<string>> parents = [];
    private readonly List<ReadingPart> nested = [];
    private long shown;

    public async Task ReadAsync(IReadOnlyList<AdminCollection> collections, string workspace, string prefix, CancellationToken cancellationToken)
    {
        parents.Clear();
        foreach (AdminCollection collection in collections.Where(c => c.Nested is not null)) parents[collection.Nested!.Parent] = [];
        await ahead.ReadAsync([.. collections.Select(c => new ReadingPart(c, prefix + c.Path, workspace))], (part, page) => TakeAsync(part, page, prefix, cancellationToken), cancellationToken).ConfigureAwait(false);
        List<ReadingPart> below = [.. nested];
        nested.Clear();
        await ahead.ReadAsync(below, (part, page) => TakeAsync(part, page, prefix, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeAsync(ReadingPart part, Page page, string prefix, CancellationToken cancellationToken)
    {
        foreach (JsonElement row in page.Rows) Show(part, row);
        if (page.Trouble is not { } trouble) return;
        if (trouble.Kind is TroubleKind.Absent && part is { Parent: null, Collection.Nested: { } path }) nested.AddRange(Below(part, path, prefix));
        if (trouble.Kind is TroubleKind.Absent || (part.Collection.IsDiscovered && trouble.Kind is TroubleKind.NoRows)) return;
        visitor.CouldNotRead(part.ToString(), $"GET /{part.Path}: {trouble}");
        if (trouble.Kind is TroubleKind.NoAnswer) await ProveThereAsync(cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<ReadingPart> Below(ReadingPart part, NestedPath path, string prefix) =>
        parents[path.Parent].Select(id => new ReadingPart(part.Collection, $"{prefix}{path.Parent}/{Uri.EscapeDataString(id)}/{path.Child}", part.Workspace, id));

    private void Show(ReadingPart part, JsonElement row)
    {
        if (row.ValueKind is not JsonValueKind.Object)
        {
            visitor.CouldNotRead($"an entity of {part}", $"it is {row.ValueKind}, not an object");
            return;
        }
        JsonElement fields = part is { Parent: { } parent, Collection.Nested: { Member: { } member } path } ? Tie(path.Field, parent, member, row) : row;
        if (!seen.Add(part.Collection.Kind, fields)) return;
        if (parents.TryGetValue(part.Collection.Kind, out List<string>? children) && SeenOnce.Id(row) is { } id) children.Add(id);
        visitor.See(new(part.Collection.Kind, fields, part.Workspace));
        shown++;
    }

    private static JsonElement Tie(string field, string parent, string member, JsonElement row)
    {
        JsonObject tie = new() { [field] = new JsonObject { ["id"] = parent }, [member] = new JsonObject { ["id"] = SeenOnce.Id(row) } };
        return JsonElement.Parse(tie.ToJsonString());
    }

    // One collection may hang; a node that is gone would have every other one waited for in vain.
    private async Task ProveThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            await proveThere(cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException gone)
        {
            throw new UpgradeServiceException($"The node went away after {shown} entities had been shown; they are true, the rest was not read. {gone.Message}", gone, isTransient: true);
        }
    }
}
