using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since32;

/// <summary>Plugins that 3.2 changed.</summary>
internal static class PluginRules
{
    private static readonly string[] sessionFields =
        ["config.cookie_lifetime", "config.cookie_idletime", "config.cookie_samesite", "config.cookie_httponly", "config.cookie_discard", "config.cookie_persistent", "config.cookie_renew"];

    private static readonly string[] openIdFields =
    [
        "config.session_cookie_lifetime", "config.session_cookie_idletime", "config.session_cookie_samesite", "config.session_cookie_httponly", "config.authorization_cookie_lifetime", "config.authorization_cookie_samesite",
        "config.authorization_cookie_httponly", "config.session_memcache_prefix", "config.session_memcache_socket", "config.session_memcache_host", "config.session_memcache_port", "config.session_redis_cluster_maxredirections",
    ];

    private static readonly string[] droppedFields = ["config.session_cookie_renew", "config.session_cookie_maxsize", "config.session_strategy", "config.session_compressor"];

    private static readonly string[] tokenPlaces = ["config.header_names", "config.uri_param_names", "config.cookie_names"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        new EitherRule("320-02", ManagerSessions, ["plugins"], ["session", "openid-connect", "saml"], (p, _) => p.IsEnabled() && KeepsSessions(p) ? "in use" : null),
        Rule.Plugin("320-03", "session", p => p.SetAmong(sessionFields).Named()),
        Rule.Plugin("320-04", "openid-connect", p => p.SetAmong(openIdFields).Named()),
        Rule.Plugins("320-05", ["openid-connect", "saml"], p => p.SetAmong(droppedFields).Named()),
        Rule.Plugins("320-06", ["session", "openid-connect"], NewLimits),
        Rule.ReviewPlugins("320-07", ["jwt"], TakesTokensFromSeveralPlaces),
        Rule.Plugin("320-09", "oauth2", (p, i) => i.IsDeclarative && p.Number("config.refresh_token_ttl") is > 100_000_000 and var ttl ? FormattableString.Invariant($"refresh_token_ttl {ttl}") : null),
        new DuplicateInstanceNamesRule(),
        Rule.Entities("320-11", ["plugins", "keyauth_enc_credentials"], NeedsNewHash),
    ];

    private static IEnumerable<Hit> ManagerSessions(InstallationFacts installation) =>
        installation.To.IsEnterprise && installation.Settings.Value("admin_gui_auth") is { Length: > 0 } auth and not "off" ? [Rule.SettingHit("admin_gui_auth", auth)] : [];

    // openid-connect may be told to look at tokens only; unless told, it does all.
    private static bool KeepsSessions(KongEntity plugin) => !plugin.IsFilled("config.auth_methods") || plugin.Items("config.auth_methods").Any(m => m is "session" or "authorization_code");

    // Rows have 0 for an idle time that they do not name, files get 900 (kong-facts 13 no. 11).
    private static Hit? NewLimits(KongEntity plugin, InstallationFacts installation)
    {
        if (!plugin.IsEnabled() || !KeepsSessions(plugin)) return null;
        bool isSession = plugin.Text("name") == "session";
        string prefix = isSession ? "config." : "config.session_";
        List<string> found = [];
        if (!plugin.IsSet($"{prefix}absolute_timeout")) found.Add("absolute_timeout becomes 86400 s");
        if (installation.IsDeclarative && !plugin.IsSet($"{prefix}idling_timeout") && !plugin.IsSet(isSession ? "config.cookie_idletime" : "config.session_cookie_idletime")) found.Add("idling_timeout becomes 900 s");
        if (plugin.Text(isSession ? "config.cookie_samesite" : "config.session_cookie_samesite") == "off") found.Add("samesite off becomes Lax");
        return found.Count == 0 ? null : string.Join(", ", found);
    }

    // The header and the query parameter are looked at unless somebody says otherwise.
    private static bool TakesTokensFromSeveralPlaces(KongEntity jwt) =>
        jwt.IsEnabled() && tokenPlaces.Count(f => jwt.IsFilled(f) || (f is not "config.cookie_names" && !jwt.IsSet(f))) > 1;

    private static Hit? NeedsNewHash(KongEntity entity, InstallationFacts installation) =>
        installation.Settings.Value("fips") is "on" or "true" && (entity.Kind != "plugins" || entity.Text("name") == "key-auth-enc") ? "FIPS mode" : null;
}
