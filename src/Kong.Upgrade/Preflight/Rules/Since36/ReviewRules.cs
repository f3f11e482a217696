using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules.Since36;

/// <summary>Changes of 3.6 that only a person can weigh.</summary>
internal static class ReviewRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        new ReviewOnceRule("360-06", ["services"], "services that speak HTTP", s => s.Text("protocol") is null or "http" or "https"),
        EitherRule.Code("360-07", "ngx.var.http_", "ngx.var[\"http_", "ngx.var['http_"),
        new ReviewOnceRule("360-16", ["services", "plugins"], "services and plugins that name a CA certificate", NamesCa),
    ];

    private static bool NamesCa(KongEntity entity) => PluginUse.HasItems(entity, entity.Kind == "services" ? "ca_certificates" : "config.ca_certificates");
}
