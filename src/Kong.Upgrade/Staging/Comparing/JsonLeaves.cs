using System.Text.Json.Nodes;

namespace Kong.Upgrade.Staging.Comparing;

/// <summary>Every value of a JSON body with its path.</summary>
internal static class JsonLeaves
{
    private const int Most = 5000;

    /// <returns>False when there are too many to be compared one by one, or a member stands twice; then nothing was added.</returns>
    public static bool TryAdd(JsonNode json, NodeWords words, Dictionary<string, string> parts)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        try
        {
            if (!Walk(json, "$", words, found)) return false;
        }
        catch (ArgumentException)
        {
            return false;
        }
        foreach ((string path, string value) in found) parts[AnswerParts.BodyPrefix + path] = value;
        return true;
    }

    private static bool Walk(JsonNode? node, string path, NodeWords words, Dictionary<string, string> found)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                foreach ((string name, JsonNode? value) in members)
                    if (!Walk(value, path + Step(name), words, found)) return false;
                return true;
            case JsonArray { Count: > 0 } elements:
                for (int i = 0; i < elements.Count; i++)
                    if (!Walk(elements[i], $"{path}[{i}]", words, found)) return false;
                return true;
            default:
                found[path] = words.RemoveFrom(node?.ToJsonString() ?? "null");
                return found.Count <= Most;
        }
    }

    private static string Step(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? "." + name : $"['{name}']";
}
