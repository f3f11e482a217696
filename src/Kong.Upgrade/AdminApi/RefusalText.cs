using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.AdminApi;

/// <summary>What a node says of a refused body, without the values that may be secret: Kong quotes some.</summary>
internal sealed partial class RefusalText
{
    private const string Hidden = "(hidden: it may quote a secret)";
    private const int Shown = 300, ShortestValue = 3;

    private readonly IReadOnlySet<string> marked;
    private readonly List<string> values = [];

    public RefusalText(ReadOnlyMemory<byte> body, IReadOnlySet<string> marked)
    {
        this.marked = marked;
        using JsonDocument sent = JsonDocument.Parse(body, new() { MaxDepth = 256 });
        Collect(sent.RootElement, "", false);
        values.Sort((a, b) => b.Length.CompareTo(a.Length));
    }

    /// <summary>Each field's path and what is wrong with it.</summary>
    public SortedDictionary<string, string> Fields(JsonElement answer)
    {
        SortedDictionary<string, string> found = new(StringComparer.Ordinal);
        if (answer.TryGetProperty("fields", out JsonElement fields) && fields.ValueKind is JsonValueKind.Object) Flatten(fields, "", found);
        return found;
    }

    /// <summary>Kong's own message, for a refusal that names no field.</summary>
    public string Message(string text) => Cut(Without(text));

    private void Flatten(JsonElement at, string path, SortedDictionary<string, string> found)
    {
        if (at.ValueKind is JsonValueKind.Object)
            foreach (JsonProperty field in at.EnumerateObject()) Flatten(field.Value, Below(path, field.Name), found);
        else if (at.ValueKind is JsonValueKind.Array)
            foreach (JsonElement item in at.EnumerateArray()) Flatten(item, path, found);
        else if (at.ValueKind is not JsonValueKind.Null && Said(path, at.ToString()) is var text)
            found[path] = found.TryGetValue(path, out string? before) && before != text ? $"{before}; {text}" : text;
    }

    private string Said(string path, string text) => IsSecret(path) && !WithoutValues().IsMatch(text) ? Hidden : Cut(Without(text));

    private bool IsSecret(string path) => SchemaSecrets.IsSecretByName(path) || marked.Contains(Indexes().Replace(path, ""));

    private string Without(string text) => values.Aggregate(text, (said, value) => said.Replace(value, "***", StringComparison.Ordinal));

    private void Collect(JsonElement at, string path, bool isSecret)
    {
        if (at.ValueKind is JsonValueKind.Object)
            foreach (JsonProperty field in at.EnumerateObject()) Collect(field.Value, Below(path, field.Name), isSecret || IsSecret(Below(path, field.Name)));
        else if (at.ValueKind is JsonValueKind.Array)
            foreach (JsonElement item in at.EnumerateArray()) Collect(item, path, isSecret);
        else if (isSecret && at.ValueKind is JsonValueKind.String or JsonValueKind.Number && at.ToString() is { Length: >= ShortestValue } value) values.Add(value);
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Cut(string text) => text.Length > Shown ? text[..Shown] + "…" : text;

    /// <summary>Sentences of Kong that repeat nothing of what was sent.</summary>
    [GeneratedRegex(@"^(required field missing|unknown field|expected an? [a-z]+|value must be null|value must be (greater|less) than -?[\d.]+|value should be between -?[\d.]+ and -?[\d.]+|length must be (at least |at most )?\d+|cannot be empty)\z")]
    private static partial Regex WithoutValues();

    [GeneratedRegex(@"\.\d+(?=\.|\z)")]
    private static partial Regex Indexes();
}
