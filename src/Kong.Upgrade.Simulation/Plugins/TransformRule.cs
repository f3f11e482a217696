using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>One line of a transformer's configuration: `name`, or `name:value`; no value when nothing stands behind the colon.</summary>
internal readonly record struct TransformRule(string Name, string? Value)
{
    public static TransformRule[] Read(JsonObject config, string what, string where) =>
    [
        .. from text in (config[what] as JsonObject ?? []).Texts(@where)
           let colon = text.IndexOf(':', StringComparison.Ordinal)
           select colon <= 0 ? new TransformRule(text, null) : new(text[..colon], text[colon..].TrimStart(':') is { Length: > 0 } value ? value : null),
    ];
}
