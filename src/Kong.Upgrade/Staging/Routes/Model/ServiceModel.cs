using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Rules;

namespace Kong.Upgrade.Staging.Routes.Model;

/// <summary>A service as far as routes need it. Immutable.</summary>
internal sealed class ServiceModel(KongEntity entity, bool hasUpstream)
{
    public string? Id { get; } = entity.Id;

    public string? Name { get; } = entity.Text("name");

    public string Label => Name ?? Id ?? "without name";

    /// <summary>Where its host is an upstream, that one's name.</summary>
    public string? Upstream { get; } = hasUpstream ? entity.Text("host") : null;

    /// <summary>Routes of a disabled service are in no router (Kong/kong kong/runloop/handler.lua@2.8.5, 3.9.1).</summary>
    public bool IsEnabled { get; } = entity.IsEnabled();
}
