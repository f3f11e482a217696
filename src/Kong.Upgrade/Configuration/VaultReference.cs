using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Configuration;

/// <summary>A value that stands elsewhere: <c>{vault://env/pg-password}</c>. Only the environment can be read from here; the other vaults are the node's business.</summary>
internal sealed partial class VaultReference
{
    private VaultReference(string text, string vault, string resource, string? key, string? prefix) =>
        (Text, Vault, Resource, Key, Prefix) = (text, vault, resource, key, prefix);

    /// <summary>The reference itself, which is no secret.</summary>
    public string Text { get; }

    private string Vault { get; }

    private string Resource { get; }

    private string? Key { get; }

    private string? Prefix { get; }

    /// <summary>The reference that a value is, or <see langword="null"/>.</summary>
    public static VaultReference? Of(string value)
    {
        Match match = Pattern().Match(value);
        if (!match.Success) return null;
        string? key = match.Groups["key"] is { Success: true } named ? named.Value : null;
        string? prefix = match.Groups["prefix"] is { Success: true } given ? given.Value : null;
        return new(value, match.Groups["vault"].Value, match.Groups["resource"].Value, key, prefix);
    }

    /// <summary>The value, or <see langword="null"/> where it cannot be read here.</summary>
    public string? Read(IReadOnlyDictionary<string, string> environment, string? usualPrefix)
    {
        if (Vault != "env") return null;
        string variable = ((Prefix ?? usualPrefix) + Resource).Replace('-', '_').ToUpperInvariant();
        return environment.TryGetValue(variable, out string? value) ? Part(value) : null;
    }

    // With a key the variable holds a JSON object.
    private string? Part(string value)
    {
        if (Key is null) return value;
        try
        {
            using JsonDocument document = JsonDocument.Parse(value);
            return document.RootElement is { ValueKind: JsonValueKind.Object } holder && holder.TryGetProperty(Key, out JsonElement part) ? part.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\{vault://(?<vault>[^/?}]+)/(?<resource>[^/?}]+)(?:/(?<key>[^?}]+))?(?:\?(?:[^}]*&)?prefix=(?<prefix>[^&}]*)[^}]*|\?[^}]*)?\}$")]
    private static partial Regex Pattern();
}
