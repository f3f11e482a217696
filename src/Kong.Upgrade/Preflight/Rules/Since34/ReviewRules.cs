using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules.Since34;

/// <summary>Changes of 3.4 that only a person can weigh.</summary>
internal static class ReviewRules
{
    private static readonly string[] encrypted = ["https", "grpcs", "wss", "tls"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Review("340-15", i => i.IsDeclarative),
        Rule.Review("340-16", i => i.Deployment is KongDeployment.HybridControlPlane or KongDeployment.DbLess),
        new ReviewOnceRule("340-23", ["certificates", "ca_certificates", "services"], "certificates and services that speak TLS", SpeaksTls),
    ];

    private static bool SpeaksTls(KongEntity entity) => entity.Kind != "services" || (entity.Text("protocol") is { } protocol && encrypted.Contains(protocol));
}
