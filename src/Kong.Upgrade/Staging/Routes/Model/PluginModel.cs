using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Rules;

namespace Kong.Upgrade.Staging.Routes.Model;

/// <summary>A plugin as far as it takes part in a request. Immutable.</summary>
internal sealed class PluginModel(KongEntity entity)
{
    private static readonly string[] http = ["http", "https", "grpc", "grpcs", "ws", "wss"];

    public KongEntity Entity => entity;

    public string Name { get; } = entity.Text("name") ?? "";

    public string? Workspace => entity.Workspace;

    public string? Route { get; } = entity.Reference("route");

    public string? Service { get; } = entity.Reference("service");

    public string? Consumer { get; } = entity.Reference("consumer");

    /// <summary>Whether it takes part in HTTP at all: Kong looks no further at its protocols when a request comes (Kong/kong kong/runloop/plugins_iterator.lua@3.9.1), and groups of consumers are for Enterprise and not known here.</summary>
    public bool TakesPart { get; } = entity.IsEnabled() && entity.Reference("consumer_group") is null && (!entity.IsFilled("protocols") || entity.Items("protocols").Any(p => http.Contains(p)));
}
