using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>What 3.0 changed for programs, dashboards and upstreams around Kong: a person has to look there.</summary>
internal static class ReviewRules
{
    private const string IngressTag = "managed-by-ingress-controller";

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Review("300-18", i => i.IsDeclarative || i.Settings.Value("declarative_config") is not null),
        new ReviewOnceRule("300-19", ["targets"], "targets", _ => true),
        Rule.Review("300-21", HasAdminApi),
        Rule.Review("300-22", i => HasAdminApi(i) && i.Settings.Value("vitals") is not "off"),
        new ReviewOnceRule("300-23", ["services", "routes", "plugins", "consumers", "upstreams", "targets", "certificates"], "entities with tags", e => e.IsFilled("tags")),
        Rule.ReviewPlugins("300-36", ["statsd"], p => p.IsEnabled()),
        Rule.Review("300-50", i => i.Settings.Value("pluginserver_names") is { Length: > 0 }),
        Rule.ReviewPlugins("300-51", ["basic-auth", "hmac-auth", "key-auth", "ldap-auth", "ldap-auth-advanced"], p => p.IsEnabled()),
        Rule.Review("300-58", HasAdminApi),
        new ReviewOnceRule("300-61", ["services", "routes", "plugins", "consumers", "upstreams"], "entities that an ingress controller made", IsOfIngress),
    ];

    private static bool HasAdminApi(InstallationFacts installation) => installation.Settings.Value("admin_listen") is not "off";

    private static bool IsOfIngress(KongEntity entity) => entity.Items("tags").Contains(IngressTag);
}
