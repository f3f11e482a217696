using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>A printed text without what differs from run to run: time stamps, the lab's paths, traces of Lua, the order of JSON keys, nginx's own chatter.</summary>
internal static partial class Normalized
{
    public static string Text(string text, string runFolder)
    {
        string placed = LuaPlace().Replace(Stamp().Replace(text.Replace(runFolder, "RUN", StringComparison.Ordinal), "TIME "), "");
        return string.Join('\n', placed.Split('\n').Where(line => !IsNoise(line)).Select(Canonical));
    }

    private static bool IsNoise(string line) =>
        line.StartsWith('\t') || NginxChatter().IsMatch(line) || SettingDump().IsMatch(line);

    private static string Canonical(string line) => line.StartsWith('{') ? Sorted(JsonNode.Parse(line)!).ToJsonString() : line;

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, (JsonNode?)Sorted(field.Value!)))),
        JsonArray items => new JsonArray([.. items.Select(item => Sorted(item!))]),
        _ => node.DeepClone(),
    };

    [GeneratedRegex(@"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d ", RegexOptions.Multiline)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"/\S*\.lua:\d+: |\b\w+\.lua:\d+ ")]
    private static partial Regex LuaPlace();

    // A line of nginx itself carries a process number; only an error among them says something about Kong.
    [GeneratedRegex(@"^TIME \[(notice|info|debug|error)\] \d+#0: ")]
    private static partial Regex NginxChatter();

    // --vv prints some 200 resolved settings.
    [GeneratedRegex(@"^TIME \[debug\] (\w+ = |\w+ ENV found|reading environment variables|ngx_lua: |nginx: |Lua: )")]
    private static partial Regex SettingDump();
}
