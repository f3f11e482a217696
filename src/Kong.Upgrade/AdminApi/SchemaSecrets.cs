using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.AdminApi;

/// <summary>Knows which fields may hold secrets: those that the node's own schema marks (<c>encrypted</c>, <c>referenceable</c>), and those whose name says so.</summary>
internal sealed partial class SchemaSecrets(AdminClient client)
{
    private readonly ConcurrentDictionary<string, Task<IReadOnlySet<string>>> marked = new();

    /// <summary>Paths of the fields that are marked; none where the node does not show its schema.</summary>
    public Task<IReadOnlySet<string>> MarkedAsync(string kind, string? plugin, CancellationToken cancellationToken) =>
        marked.GetOrAdd(plugin is null ? $"schemas/{Uri.EscapeDataString(kind)}" : $"schemas/plugins/{Uri.EscapeDataString(plugin)}", path => ReadAsync(path, cancellationToken));

    public static bool IsSecretByName(string path) => Secret().IsMatch(path);

    private async Task<IReadOnlySet<string>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        AdminAnswer answer = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
        HashSet<string> found = [];
        if (answer.Json is { ValueKind: JsonValueKind.Object } schema) Walk(schema, "", found);
        return found;
    }

    private static void Walk(JsonElement schema, string path, HashSet<string> found)
    {
        if (IsMarked(schema, "encrypted") || IsMarked(schema, "referenceable")) found.Add(path);
        foreach (string inner in (string[])["elements", "values"])
            if (schema.TryGetProperty(inner, out JsonElement below) && below.ValueKind is JsonValueKind.Object) Walk(below, path, found);
        if (!schema.TryGetProperty("fields", out JsonElement fields) || fields.ValueKind is not JsonValueKind.Array) return;
        foreach (JsonProperty field in fields.EnumerateArray().Where(f => f.ValueKind is JsonValueKind.Object).SelectMany(f => f.EnumerateObject()).Where(f => f.Value.ValueKind is JsonValueKind.Object))
            Walk(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}", found);
    }

    private static bool IsMarked(JsonElement schema, string mark) => schema.TryGetProperty(mark, out JsonElement value) && value.ValueKind is JsonValueKind.True;

    [GeneratedRegex("pass(word|phrase)?|secret|key|token|credential|private|auth_value|jwk|pem", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
