using System.Text.Json;

namespace Kong.Upgrade.AdminApi;

/// <summary>A page of a collection. With trouble it may still hold what had come before.</summary>
internal sealed record Page(IReadOnlyList<JsonElement> Rows, string? Offset, Trouble? Trouble)
{
    public static Page Of(Trouble trouble) => new([], null, trouble);
}
