using System.Text.Json;

namespace Kong.Upgrade.AdminApi;

/// <summary>Knows which entities were shown: a row that moves between pages, or is seen from several workspaces, comes twice.</summary>
internal sealed class SeenOnce
{
    private readonly HashSet<(string Kind, Guid Id)> ids = [];
    private readonly HashSet<(string Kind, string Id)> others = [];

    /// <summary>Whether it is new; what has no id always is.</summary>
    public bool Add(string kind, JsonElement row) =>
        Id(row) is not { } id || (Guid.TryParse(id, out Guid guid) ? ids.Add((kind, guid)) : others.Add((kind, id)));

    public static string? Id(JsonElement row) => row.TryGetProperty("id", out JsonElement id) && id.ValueKind is JsonValueKind.String ? id.GetString() : null;
}
