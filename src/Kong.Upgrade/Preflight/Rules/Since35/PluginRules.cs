using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules.Since35;

/// <summary>Plugins that 3.5 changed.</summary>
internal static class PluginRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Plugin("350-01", "session", LogsOutByBody),
        Rule.Plugin("350-11", "oauth2", p => p.IsEnabled() && PluginUse.HasItems(p, "config.scopes") && (p.IsTrue("config.enable_authorization_code") || p.IsTrue("config.enable_password_grant")) ? Hit.Suspected($"scopes {string.Join(", ", p.Items("config.scopes"))}") : null),
        Rule.Plugin("350-13", "aws-lambda", FindsCredentials),
    ];

    private static Hit? LogsOutByBody(KongEntity plugin)
    {
        const string usual = "session_logout";
        if (!plugin.IsEnabled() || plugin.IsTrue("config.read_body_for_logout") || plugin.Text("config.logout_post_arg") is not { Length: > 0 } argument) return null;
        if (plugin.IsSet("config.logout_methods") && !plugin.Items("config.logout_methods").Contains("POST")) return null;
        return argument == usual ? Hit.Suspected($"logout_post_arg {argument}, the default") : new($"logout_post_arg {argument}");
    }

    private static Hit? FindsCredentials(KongEntity plugin) => !plugin.IsEnabled() ? null
        : plugin.IsSet("config.aws_assume_role_arn") ? Hit.Suspected($"aws_assume_role_arn {plugin.Text("config.aws_assume_role_arn")}")
        : plugin.IsSet("config.aws_key") && plugin.IsSet("config.aws_secret") ? null : Hit.Suspected("no aws_key and aws_secret: credentials of the environment or the instance");
}
