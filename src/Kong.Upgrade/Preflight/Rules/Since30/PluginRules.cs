namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Plugins that 3.0 changed.</summary>
internal static class PluginRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Plugin("300-27", "aws-lambda", p => p.IsSet("config.host") && !p.IsSet("config.aws_region") ? $"host {p.Text("config.host")} without aws_region" : null),
    ];
}
