using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Kong.Upgrade.Preflight.Catalogue;

/// <summary>Every change that is known here, from 2.8 to 3.10 and beyond. Safe for any thread.</summary>
public static class BreakingChanges
{
    private const string Folder = "Changes/";

    private static readonly Lazy<FrozenDictionary<string, BreakingChange>> changes = new(Load);
    private static readonly Lazy<IReadOnlyList<BreakingChange>> inOrder = new(() => [.. changes.Value.Values.OrderBy(c => c.Id, StringComparer.Ordinal)]);

    /// <summary>All, ordered by id.</summary>
    public static IReadOnlyList<BreakingChange> All => inOrder.Value;

    /// <summary>Finds one.</summary>
    /// <param name="id">Its id, such as <c>300-03</c>.</param>
    /// <returns>The change, or <see langword="null"/> when there is none of that id.</returns>
    public static BreakingChange? Find(string id) => changes.Value.GetValueOrDefault(id);

    /// <summary>Those that an upgrade comes to have.</summary>
    /// <param name="from">The old version.</param>
    /// <param name="to">The new version.</param>
    /// <returns>The changes, ordered by id.</returns>
    public static IReadOnlyList<BreakingChange> Between(KongVersion from, KongVersion to) => [.. All.Where(c => c.Concerns(from, to))];

    private static FrozenDictionary<string, BreakingChange> Load()
    {
        Assembly assembly = typeof(BreakingChanges).Assembly;
        IEnumerable<ChangeRecord> records = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).SelectMany(name => Read(assembly, name));
        return records.ToFrozenDictionary(r => r.Id, r => new BreakingChange(r, VersionSet.Of(r)), StringComparer.Ordinal);
    }

    private static List<ChangeRecord> Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize(stream, ChangeJson.Default.ListChangeRecord)!;
    }
}
