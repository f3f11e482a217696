using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Beyond;

/// <summary>Entities that versions after 3.10 changed.</summary>
internal static class EntityRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Entity("3140-01", "services", Unverified),
        Rule.Entity("3140-06", "event_hooks", h => h.Text("handler") is "webhook" or "webhook-custom" ? $"handler {h.Text("handler")}" : null),
        Rule.Entity("3140-09", "routes", (r, i) => i.IsDeclarative && !r.HasContent("protocols") ? "no protocols" : null),
        Rule.Entity("3140-11", "vaults", (v, i) => v.Text("name") == "hcv" && v.Text("config.protocol") == "https" && i.Settings.IsSetForGreen("lua_ssl_trusted_certificate") == false ? Hit.Suspected("hcv over https, lua_ssl_trusted_certificate not set") : null),
        Rule.Entity("3150-02", "workspaces", w => w.Name is null or "default" ? null : new Hit("by its name")),
    ];

    private static Hit? Unverified(KongEntity service, InstallationFacts installation)
    {
        bool isConcerned = service.Field("tls_verify") is { ValueKind: JsonValueKind.False } && service.Text("protocol") is ("https" or "tls" or "grpcs" or "wss");
        return !isConcerned || SettingRules.VerifiesNothing(installation.Settings) ? null : new($"{service.Text("protocol")} with tls_verify false") { Severity = installation.Deployment is KongDeployment.HybridControlPlane ? FindingSeverity.Serious : null };
    }
}
