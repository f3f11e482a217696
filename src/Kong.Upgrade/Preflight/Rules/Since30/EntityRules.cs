namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Rows and files that 3.0 reads differently, plugins and routes aside.</summary>
internal static class EntityRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        new OldVaultsRule(),
        Rule.Installation("300-17", i => i.IsDeclarative && i.FormatVersion is { } format && !i.IsConverted() ? [new($"_format_version {format}", Subject: new() { Kind = "file", Name = "_format_version", Value = format })] : []),
        new DuplicateTargetsRule(),
    ];
}
