using System.Security.Cryptography;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since36;

/// <summary>Entities other than plugins that 3.6 reads otherwise.</summary>
internal static class EntityRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Entities("360-17", ["upstreams", "plugins"], (e, _) => Cookie(e)),
        Rule.Entity("360-18", "keys", (k, i) => i.IsDeclarative && IsNoPair(k) ? "pem.public_key is not that of pem.private_key" : null),
        Rule.Entity("360-19", "routes", Expression),
    ];

    private static Hit? Cookie(KongEntity entity) => entity.Kind == "plugins"
        ? entity.Text("name") == "session" && entity.Text("config.cookie_name") is { } name ? $"cookie_name {name}" : null
        : entity.Text("hash_on") == "cookie" || entity.Text("hash_fallback") == "cookie" ? $"hash_on_cookie {entity.Text("hash_on_cookie")}" : null;

    private static Hit? Expression(KongEntity route, InstallationFacts installation) => route.Text("expression") is not { } expression ? null
        : Since34.EntityRules.StreamReadsHttp(route) is { } mixed ? Hit.Suspected($"of a stream, with {mixed.Value}")
        : expression.Contains("http.headers.", StringComparison.Ordinal) ? Hit.Suspected($"expression {expression}") : null;

    private static bool IsNoPair(KongEntity key) =>
        key.Text("pem.private_key") is { } own && key.Text("pem.public_key") is { } shared && !PluginUse.IsVaultReference(own) && !PluginUse.IsVaultReference(shared)
        && Public(own) is { } derived && Public(shared) is { } given && !derived.AsSpan().SequenceEqual(given);

    // What is neither RSA nor EC, or is broken, cannot be compared.
    private static byte[]? Public(string pem) => Of(RSA.Create(), pem) ?? Of(ECDsa.Create(), pem);

    private static byte[]? Of(AsymmetricAlgorithm algorithm, string pem)
    {
        using (algorithm)
        {
            try
            {
                algorithm.ImportFromPem(pem);
                return algorithm.ExportSubjectPublicKeyInfo();
            }
            catch (Exception failure) when (failure is CryptographicException or ArgumentException or PlatformNotSupportedException)
            {
                return null;
            }
        }
    }
}
