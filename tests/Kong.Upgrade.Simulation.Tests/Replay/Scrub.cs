using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>Makes two JSON bodies comparable: members in order of name, and those that differ from run to run blanked.</summary>
internal static class Scrub
{
    public static string Json(JsonNode? node, params string[] blank) => Clean(node, blank)?.ToJsonString() ?? "null";

    /// <summary>Only the names of members and the kinds of values.</summary>
    public static string Shape(JsonNode? node) => node switch
    {
        JsonObject record => "{" + string.Join(",", record.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{Shape(m.Value)}")) + "}",
        JsonArray list => "[" + string.Join(",", list.Select(Shape).Distinct()) + "]",
        _ => node is null ? "null" : node.GetValueKind().ToString().Replace("True", "Boolean").Replace("False", "Boolean"),
    };

    private static JsonNode? Clean(JsonNode? node, string[] blank) => node switch
    {
        JsonObject record => new JsonObject(record.OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => KeyValuePair.Create(m.Key, blank.Contains(m.Key) ? "*" : Clean(m.Value, blank)))),
        JsonArray list => new JsonArray([.. list.Select(i => Clean(i, blank))]),
        _ => node?.DeepClone(),
    };
}
