namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>What 3.0 changed under somebody's own code, and the order in which it runs.</summary>
internal static class CustomCodeRules
{
    private static readonly PluginMove[] openSource =
    [
        new("acme", 1007, 1705), new("basic-auth", 1001, 1100), new("hmac-auth", 1000, 1030), new("jwt", 1005, 1450), new("key-auth", 1003, 1250), new("key-auth-enc", 1003, 1250),
        new("ldap-auth", 1002, 1200), new("ldap-auth-advanced", 1002, 1200), new("oauth2", 1004, 1400), new("rate-limiting", 901, 910),
    ];

    private static readonly PluginMove[] enterprise =
    [
        new("canary", 13, 20), new("degraphql", 1005, 1500), new("graphql-proxy-cache-advanced", 100, 99), new("jwt-signer", 999, 1020), new("mtls-auth", 1006, 1600), new("openid-connect", 1000, 1050),
        new("rate-limiting-advanced", 902, 910), new("route-by-header", 2000, 850), new("route-transformer-advanced", 800, 780), new("vault-auth", 1003, 1350), new("pre-function", double.PositiveInfinity, 1_000_000),
    ];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        new CustomCodeRule("300-31", ["authenticated_jwt_token"], ["jwt"]),
        new CustomCodeRule("300-32", ["proxy_cache_hit"], ["proxy-cache", "proxy-cache-advanced", "graphql-proxy-cache-advanced"]),
        new PluginOrderRule("300-39", openSource),
        new PluginOrderRule("300-40", enterprise),
        new CustomCodeRule("300-41", [], []),
        new CustomCodeRule("300-42", [], []),
        new CustomCodeRule("300-43", ["kong.plugins.base_plugin", "kong.plugins.log-serializers.basic", "kong.singletons"], []),
        new CustomCodeRule("300-44", [], []),
        new CustomCodeRule("300-45", [], []),
        new CustomCodeRule("300-46", [], []),
        new CustomCodeRule("300-47", ["request.get_path("], []),
        new CustomCodeRule("300-48", ["Transfer-Encoding", "transfer-encoding"], []),
        new CustomCodeRule("300-49", ["balancer_address"], []),
    ];
}
