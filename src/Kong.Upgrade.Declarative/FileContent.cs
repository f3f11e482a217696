using System.Text.Json;

namespace Kong.Upgrade.Declarative;

/// <summary>All that one file says.</summary>
internal sealed class FileContent(string path)
{
    private readonly List<HeldEntity>[] ranks = [.. Enumerable.Range(0, Family.Ranks).Select(_ => new List<HeldEntity>())];

    public string Path => path;

    public string? FormatVersion => Header["_format_version"] is ScalarItem { IsNull: false } version ? version.Text : null;

    public string? Workspace => Header.Text("_workspace");

    /// <summary>What begins with an underscore.</summary>
    public MapItem Header { get; } = new(default);

    public Dictionary<string, JsonElement> PluginConfigs { get; } = new(StringComparer.Ordinal);

    public List<(string Part, string Why)> Unread { get; } = [];

    public void Hold(HeldEntity entity) => ranks[Family.Rank(entity.Kind)].Add(entity);

    public IReadOnlyList<HeldEntity> Held(int rank) => ranks[rank];

    public void CouldNotRead(string what, Place place, string why) => Unread.Add(($"{what} in {path}", $"{place}: {why}"));
}
