using System.Globalization;
using System.Text.Json;

namespace Kong.Upgrade.Clusters;

/// <summary>What a node answered, or why there was no answer.</summary>
internal sealed record NodeAnswer(int Status, string Body, bool IsKong, string? Trouble)
{
    private const int Shown = 200;

    public bool IsOk => Status == 200;

    /// <summary>The body as a JSON object, or <see langword="null"/>.</summary>
    public JsonElement? Json()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Status and Kong's own words. No other body: it may hold a secret.</summary>
    public override string ToString() => Trouble ?? string.Create(CultureInfo.InvariantCulture, $"{Status}{(Message() is { } message ? $" \"{message}\"" : "")}");

    private string? Message() => Json() is { } json && json.TryGetProperty("message", out JsonElement message) ? message.ToString() is var text && text.Length > Shown ? text[..Shown] : message.ToString() : null;
}
