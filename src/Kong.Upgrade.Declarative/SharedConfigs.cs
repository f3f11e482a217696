using System.Text.Json;

namespace Kong.Upgrade.Declarative;

/// <summary>Gives plugins what they take from <c>_plugin_configs</c>, as decK does: a key of their own wins, whole.</summary>
internal sealed class SharedConfigs(IReadOnlyList<FileContent> files)
{
    private readonly Dictionary<string, JsonElement> configs = files.SelectMany(f => f.PluginConfigs).GroupBy(c => c.Key).ToDictionary(c => c.Key, c => c.Last().Value, StringComparer.Ordinal);

    /// <summary>The entity's fields; <see langword="null"/> for what it names and no file has.</summary>
    public JsonElement? Fields(HeldEntity entity)
    {
        JsonElement own = JsonElement.Parse(entity.Json, new() { MaxDepth = ItemReader.MostLevels + 2 });
        return entity.Shared is null ? own : configs.TryGetValue(entity.Shared, out JsonElement shared) ? Merged(own, shared) : null;
    }

    private static JsonElement Merged(JsonElement own, JsonElement shared) => JsonElement.Parse(ItemJson.Written(json =>
    {
        json.WriteStartObject();
        foreach (JsonProperty field in own.EnumerateObject().Where(f => f.Name is not ("_config" or "config"))) field.WriteTo(json);
        JsonElement config = own.TryGetProperty("config", out JsonElement given) && given.ValueKind is JsonValueKind.Object ? given : default;
        json.WriteStartObject("config");
        if (config.ValueKind is JsonValueKind.Object)
            foreach (JsonProperty field in config.EnumerateObject()) field.WriteTo(json);
        foreach (JsonProperty field in shared.EnumerateObject().Where(f => config.ValueKind is not JsonValueKind.Object || !config.TryGetProperty(f.Name, out _))) field.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }));
}
