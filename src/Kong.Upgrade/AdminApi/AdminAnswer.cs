using System.Text.Json;

namespace Kong.Upgrade.AdminApi;

/// <summary>What a node answered that fits into memory easily, or why there is nothing.</summary>
/// <param name="Status">The status; 0 without an answer.</param>
/// <param name="Json">The body, where it is JSON.</param>
/// <param name="Trouble">Why there is nothing to use.</param>
internal sealed record AdminAnswer(int Status, JsonElement? Json, Trouble? Trouble)
{
    public string? Text(string name) =>
        Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
