using System.Text.Json;

namespace Kong.Upgrade.Tests;

/// <summary>A route of <see cref="PlainRouter"/>.</summary>
internal sealed record PlainRoute(string Name, string[] Hosts, string[] Paths, string[] Methods, Dictionary<string, string[]> Headers, int RegexPriority, int CreatedAt)
{
    public string Json => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["name"] = Name,
        ["id"] = Name,
        ["hosts"] = Hosts,
        ["paths"] = Paths,
        ["methods"] = Methods,
        ["headers"] = Headers,
        ["regex_priority"] = RegexPriority,
        ["created_at"] = CreatedAt,
    });
}
