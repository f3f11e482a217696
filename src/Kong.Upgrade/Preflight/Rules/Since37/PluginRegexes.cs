using System.Buffers;
using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules.Since37;

/// <summary>The regexes of plugins that nginx compiles. Templates of the transformers, ACLs, paths of route-by-header and filters of jq are none.</summary>
internal static class PluginRegexes
{
    // An origin with any other character is taken for a regex.
    private static readonly SearchValues<char> plainOrigin = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:/-*");

    public static IEnumerable<RegexPlace> Of(KongEntity plugin) => !plugin.IsEnabled() ? [] : plugin.Text("name") switch
    {
        "bot-detection" => Lists(plugin, "allow", "deny", "whitelist", "blacklist"),
        "ai-prompt-guard" => Lists(plugin, "allow_patterns", "deny_patterns"),
        "cors" => Lists(plugin, "origins").Where(o => o.Regex.AsSpan().ContainsAnyExcept(plainOrigin)),
        "injection-protection" => plugin.Objects("config.custom_injections").Select(i => i.Text("regex")).OfType<string>().Select(r => new RegexPlace("config.custom_injections", r)),
        "request-validator" => Schemas(plugin),
        "websocket-validator" => Schemas(plugin, "client.text.schema", "client.binary.schema", "upstream.text.schema", "upstream.binary.schema"),
        _ => [],
    };

    private static IEnumerable<RegexPlace> Lists(KongEntity plugin, params string[] fields) => fields.SelectMany(f => plugin.Items($"config.{f}").Select(r => new RegexPlace($"config.{f}", r)));

    private static IEnumerable<RegexPlace> Schemas(KongEntity plugin) =>
        Schemas(plugin, "body_schema").Concat(plugin.Objects("config.parameter_schema").SelectMany(p => Patterns("config.parameter_schema", p.Text("schema"))));

    private static IEnumerable<RegexPlace> Schemas(KongEntity plugin, params string[] fields) => fields.SelectMany(f => Patterns($"config.{f}", plugin.Text($"config.{f}")));

    // Schemas are texts that hold JSON; one that does not is refused by the plugin itself.
    private static List<RegexPlace> Patterns(string field, string? schema)
    {
        List<RegexPlace> found = [];
        if (schema is null || !schema.Contains("attern", StringComparison.Ordinal)) return found;
        try
        {
            using JsonDocument document = JsonDocument.Parse(schema);
            Gather(field, document.RootElement, found);
        }
        catch (JsonException)
        {
        }

        return found;
    }

    private static void Gather(string field, JsonElement at, List<RegexPlace> found)
    {
        if (at.ValueKind is JsonValueKind.Array) foreach (JsonElement item in at.EnumerateArray()) Gather(field, item, found);
        if (at.ValueKind is not JsonValueKind.Object) return;
        foreach (JsonProperty part in at.EnumerateObject())
        {
            if (part.Name == "pattern" && part.Value.ValueKind is JsonValueKind.String) found.Add(new(field, part.Value.GetString()!));
            if (part.Name == "patternProperties" && part.Value.ValueKind is JsonValueKind.Object) found.AddRange(part.Value.EnumerateObject().Select(p => new RegexPlace(field, p.Name)));
            Gather(field, part.Value, found);
        }
    }
}
