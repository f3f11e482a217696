using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since34;

/// <summary>Entities other than plugins that 3.4 reads otherwise.</summary>
internal static class EntityRules
{
    private static readonly string[] streams = ["tcp", "udp", "tls", "tls_passthrough"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Entity("340-11", "consumer_group_plugins", e => $"overrides of {e.Name ?? "a plugin"}"),
        new DuplicateRule("340-14"),
        Rule.Entity("340-19", "routes", (r, i) => i.IsDeclarative ? StreamReadsHttp(r) : null),
    ];

    /// <summary>That a route of a stream asks for what only HTTP has.</summary>
    public static Hit? StreamReadsHttp(KongEntity route) =>
        route.Text("expression") is { } expression && expression.Contains("http.", StringComparison.Ordinal) && route.Items("protocols").Any(streams.Contains) ? $"expression {expression}" : null;
}
