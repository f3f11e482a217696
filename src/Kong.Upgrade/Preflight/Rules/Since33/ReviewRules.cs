using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since33;

/// <summary>Changes of 3.3 that only a person can weigh.</summary>
internal static class ReviewRules
{
    private static readonly string[] limits = ["lua_max_req_headers", "lua_max_resp_headers", "lua_max_uri_args", "lua_max_post_args"];

    private static readonly string[] readers = ["request-transformer", "request-transformer-advanced", "response-transformer", "response-transformer-advanced", "hmac-auth", "proxy-cache", "proxy-cache-advanced", "request-validator", "pre-function", "post-function"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        EitherRule.Code("330-02", "kong.tools.batch_queue"),
        Rule.ReviewPlugins("330-03", ["http-log"], EntityLooks.IsEnabled),
        Rule.Review("330-12"),
        new EitherRule("330-15", i => Tracing.IsOn(i) ? [new("", FindingCertainty.Review)] : [], ["plugins"], ["opentelemetry"], (p, i) => i.From.Major >= 3 && p.IsEnabled() ? new("in use", FindingCertainty.Review) : null),
        new EitherRule("330-16", i => IsLimited(i) ? EitherRule.OwnPlugins(i) : [], ["plugins"], readers, (p, i) => p.IsEnabled() && IsLimited(i) ? new("in use, and a limit of 100 is not set otherwise", FindingCertainty.Review) : null),
    ];

    private static bool IsLimited(InstallationFacts installation) => limits.Any(l => installation.Settings.IsSetForGreen(l) == false);
}
