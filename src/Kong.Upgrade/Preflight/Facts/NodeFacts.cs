using System.Text.Json;

namespace Kong.Upgrade.Preflight.Facts;

/// <summary>What a node says of itself (<c>GET /</c>, kong-facts 3.1).</summary>
internal sealed class NodeFacts
{
    private readonly JsonElement root;

    public NodeFacts(string name, JsonElement root) => (Name, this.root) = (name, root);

    public string Name { get; }

    public string? Version => Text(root, "version");

    public string? Hostname => Text(root, "hostname");

    /// <summary>Plugins that are installed, with what is said of each; 2.8 says only <c>true</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Available =>
        Part("plugins", "available_on_server") is { ValueKind: JsonValueKind.Object } plugins ? plugins.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal) : new Dictionary<string, JsonElement>();

    /// <summary>Plugins that some entity uses.</summary>
    public IReadOnlyList<string> Enabled =>
        Part("plugins", "enabled_in_cluster") is { ValueKind: JsonValueKind.Array } plugins ? [.. plugins.EnumerateArray().Select(p => p.ToString())] : [];

    /// <summary>All settings as the node resolved them; secrets are masked by the node itself.</summary>
    public JsonElement? Configuration => root.ValueKind is JsonValueKind.Object && root.TryGetProperty("configuration", out JsonElement settings) && settings.ValueKind is JsonValueKind.Object ? settings : null;

    /// <summary>A setting as <c>kong.conf</c> would write it: lists joined by commas, switches as on and off; <see langword="null"/> where the node does not name it or has nothing.</summary>
    public string? Setting(string name) => Configuration is { } settings && settings.TryGetProperty(name, out JsonElement value) ? Written(value) : null;

    /// <summary>How many workers it has; <see langword="null"/> where it does not say, as 2.8 does not.</summary>
    public int? Workers => Part("pids", "workers") is { ValueKind: JsonValueKind.Array } workers ? workers.GetArrayLength() : null;

    /// <summary>When a plugin runs, higher ones first; <see langword="null"/> where the node does not say.</summary>
    public int? Priority(string plugin) =>
        Available.TryGetValue(plugin, out JsonElement said) && said.ValueKind is JsonValueKind.Object && said.TryGetProperty("priority", out JsonElement priority) && priority.ValueKind is JsonValueKind.Number && priority.TryGetInt32(out int number) ? number : null;

    private static string? Written(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "on",
        JsonValueKind.False => "off",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => v.ToString())),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        // An empty list of Lua is an empty object.
        JsonValueKind.Object => null,
        _ => value.ToString(),
    };

    private JsonElement? Part(string name, string inner) =>
        root.ValueKind is JsonValueKind.Object && root.TryGetProperty(name, out JsonElement part) && part.ValueKind is JsonValueKind.Object && part.TryGetProperty(inner, out JsonElement found) ? found : null;

    private static string? Text(JsonElement holder, string name) => holder.ValueKind is JsonValueKind.Object && holder.TryGetProperty(name, out JsonElement value) ? value.ToString() : null;
}
