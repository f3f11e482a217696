using System.Text.RegularExpressions;

namespace Kong.Upgrade.AdminApi;

/// <summary>Which collections an Admin API has: those known (kong-facts 2.1, 2.2, 3.6), parents first, then whatever else the node lists.</summary>
internal static partial class AdminCollections
{
    private static readonly AdminCollection[] known =
    [
        new("services", "services"), new("routes", "routes"), new("upstreams", "upstreams"),
        new("consumers", "consumers"), new("consumer_groups", "consumer_groups"), new("certificates", "certificates"), new("key-sets", "key_sets"), new("partials", "partials"),
        new("targets", "targets") { Nested = new("upstreams", "targets", "upstream") },
        new("consumer_group_consumers", "consumer_group_consumers") { Nested = new("consumer_groups", "consumers", "consumer_group", "consumer") },
        new("snis", "snis"), new("ca_certificates", "ca_certificates"), new("vaults", "vaults"), new("vaults-beta", "vaults_beta"), new("keys", "keys"), new("plugins", "plugins"), new("filter-chains", "filter_chains"),
        new("acls", "acls"), new("basic-auths", "basicauth_credentials"), new("hmac-auths", "hmacauth_credentials"), new("jwts", "jwt_secrets"), new("key-auths", "keyauth_credentials"),
        new("key-auths-enc", "keyauth_enc_credentials"), new("mtls-auths", "mtls_auth_credentials"), new("oauth2", "oauth2_credentials"), new("oauth2_tokens", "oauth2_tokens"),
        new("rbac/users", "rbac_users"), new("rbac/roles", "rbac_roles"), new("event-hooks", "event_hooks") { IsGlobal = true }, new("groups", "groups") { IsGlobal = true }, new("admins", "admins") { IsGlobal = true },
        new("licenses", "licenses") { IsGlobal = true },
    ];

    /// <summary>What looks like a collection and holds no configuration: derived, run-time, or machinery (kong-facts 2.1). Workspaces are read before all others.</summary>
    private static readonly HashSet<string> other = ["cache", "tags", "proxy-cache", "proxy-cache-advanced", "graphql-proxy-cache-advanced", "schemas", "status", "endpoints", "sessions", "acme_storage", "audit", "vitals", "clustering", "debug", "config", "metrics", "timers", "userinfo", "auth", "workspaces", "entities"];

    /// <summary>All that can be asked for.</summary>
    /// <param name="endpoints">What the node lists of itself; <see langword="null"/> where it does not say, and everything known is asked for.</param>
    public static IReadOnlyList<AdminCollection> Of(IReadOnlyCollection<string>? endpoints)
    {
        if (endpoints is null) return known;
        HashSet<string> paths = [.. endpoints];
        return [.. known.Where(c => paths.Contains("/" + c.Path) || c.Nested is not null), .. endpoints.Select(e => Discovered(e, paths)).OfType<AdminCollection>().OrderBy(c => c.Path, StringComparer.Ordinal)];
    }

    // "/key-auths" beside "/key-auths/{keyauth_credentials}" is a collection, and says what its entities are called.
    private static AdminCollection? Discovered(string endpoint, HashSet<string> paths) =>
        Item().Match(endpoint) is { Success: true } item && item.Groups["path"].Value is var path && paths.Contains("/" + path) && !other.Contains(path) && known.All(c => c.Path != path)
            ? new(path, item.Groups["kind"].Value) { IsDiscovered = true } : null;

    [GeneratedRegex(@"^/(?<path>[^/{}]+)/\{(?<kind>[a-z0-9_]+)\}\z")]
    private static partial Regex Item();
}
