using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Witness;

/// <summary>Bodies as they can be compared: members of JSON in order, and what each node says otherwise left out.</summary>
internal static partial class AnswerText
{
    // Kong's own words about the request or the node itself.
    private static readonly HashSet<string> volatileMembers = ["request_id", "node_id", "hostname", "pids", "timers", "memory", "server"];

    /// <summary>An answer of the Admin API: ids and times are configuration there and stay.</summary>
    public static string OfAdmin(string body) => Ordered(body);

    /// <summary>An answer through the proxy: services echo what Kong sent them, so ids, times and this side's own port are taken out.</summary>
    public static string OfProxy(string body, Uri asked) =>
        Changing().Replace(Regex.Replace(Ordered(body), $@"(?<!\d){asked.Port}(?!\d)", "<port>", RegexOptions.CultureInvariant), "<changing>")
            .Replace(asked.Host, "<host>", StringComparison.Ordinal);

    /// <summary>Where two bodies differ: a few places, never values, which may be secrets.</summary>
    public static string Differences(string one, string other)
    {
        const int shown = 4;
        try
        {
            string[] places = [.. Places(JsonNode.Parse(one), JsonNode.Parse(other), "$").Take(shown)];
            return "their bodies differ at " + string.Join(", ", places);
        }
        catch (JsonException)
        {
            return $"their bodies of {one.Length} and {other.Length} characters differ";
        }
    }

    /// <summary>What Kong itself says in an answer that holds nothing but a message.</summary>
    public static string? Message(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject { Count: 1 } answer && answer["message"] is JsonValue message ? message.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Places(JsonNode? one, JsonNode? other, string path) => (one, other) switch
    {
        (JsonObject a, JsonObject b) => a.Select(m => m.Key).Union(b.Select(m => m.Key)).SelectMany(key => Places(a[key], b[key], $"{path}.{key}")),
        (JsonArray a, JsonArray b) when a.Count == b.Count => a.Zip(b).SelectMany((pair, at) => Places(pair.First, pair.Second, $"{path}[{at}]")),
        (JsonArray a, JsonArray b) => [$"{path} ({a.Count} and {b.Count} members)"],
        _ => JsonNode.DeepEquals(one, other) ? [] : [path],
    };

    private static string Ordered(string body)
    {
        try
        {
            return Order(JsonNode.Parse(body))?.ToJsonString() ?? "null";
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private static JsonNode? Order(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(m => !volatileMembers.Contains(m.Key)).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Order(m.Value)))),
        JsonArray elements => new JsonArray([.. elements.Select(Order)]),
        _ => node?.DeepClone(),
    };

    // UUIDs and other ids of 32 digits, times in seconds or milliseconds, dates.
    [GeneratedRegex(@"[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}|(?<!\d)1[5-9]\d{8}(?:\.?\d{1,3})?(?!\d)|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(?:Z|[+-]\d\d:?\d\d)?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")]
    private static partial Regex Changing();
}
