using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Which scopes a client may ask for.</summary>
internal sealed class OAuth2Scopes(JsonObject config)
{
    private readonly IReadOnlyList<string>? _scopes = config["scopes"] is JsonArray ? config.Texts("scopes") : null;
    private readonly bool _mandatory = config.Flag("mandatory_scope");

    /// <summary>What is granted; what is wrong with the wish when it is none that can be granted.</summary>
    public string? Find(string? wanted, out string? granted)
    {
        granted = null;
        if (wanted is null)
            return _mandatory ? "You must specify a scope" : null;
        if (_scopes is null)
            return null;
        string[] each = wanted.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(each, s => !_scopes.Contains(s)) is { } unknown)
            return $"\"{unknown}\" is an invalid scope";
        granted = each.Length == 0 ? null : string.Join(' ', each);
        return null;
    }
}
