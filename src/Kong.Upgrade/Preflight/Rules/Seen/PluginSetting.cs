namespace Kong.Upgrade.Preflight.Rules.Seen;

/// <summary>The setting <c>plugins</c> as a set of names; nobody has to say that the bundled ones are meant.</summary>
internal static class PluginSetting
{
    public static string[] Names(string? plugins) => [.. (plugins ?? "bundled").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
}
