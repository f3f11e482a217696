using System.Text.Json;
using Kong.Upgrade.AdminApi;

namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>What a node fills in where nothing is set, by its own schemas (<c>GET /schemas/…</c>, kong-facts 3.1). Each is asked for once.</summary>
internal sealed class SchemaDefaults(ProvenNode node, TimeProvider time)
{
    private readonly Dictionary<string, SortedDictionary<string, JsonElement>?> schemas = new(StringComparer.Ordinal);

    /// <summary>The defaults of a kind or a plugin by path; <see langword="null"/> where the node does not show its schema.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>?> OfAsync(string kind, string? plugin, CancellationToken cancellationToken)
    {
        string path = plugin is null ? $"schemas/{Uri.EscapeDataString(kind)}" : $"schemas/plugins/{Uri.EscapeDataString(plugin)}";
        if (!schemas.TryGetValue(path, out SortedDictionary<string, JsonElement>? found)) schemas[path] = found = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return found;
    }

    private async Task<SortedDictionary<string, JsonElement>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        AdminAnswer answer = await new Retrying(node.Options, time).TryAsync(token => node.Client.GetAsync(path, token), a => a.Trouble, cancellationToken).ConfigureAwait(false);
        if (answer is not { Trouble: null, Json: { ValueKind: JsonValueKind.Object } schema } || !schema.TryGetProperty("fields", out _)) return null;
        SortedDictionary<string, JsonElement> found = new(StringComparer.Ordinal);
        Walk(schema, "", found);
        return found;
    }

    private static void Walk(JsonElement schema, string path, SortedDictionary<string, JsonElement> found)
    {
        foreach (string list in (string[])["fields", "shorthand_fields"])
        {
            if (!schema.TryGetProperty(list, out JsonElement fields) || fields.ValueKind is not JsonValueKind.Array) continue;
            foreach (JsonProperty field in fields.EnumerateArray().Where(f => f.ValueKind is JsonValueKind.Object).SelectMany(f => f.EnumerateObject()).Where(f => f.Value.ValueKind is JsonValueKind.Object))
                Walk(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}", found);
        }
        // A record's own default goes before those of its fields.
        if (schema.TryGetProperty("default", out JsonElement value)) EntityFields.Add(found, path, value);
    }
}
