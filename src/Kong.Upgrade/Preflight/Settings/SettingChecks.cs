namespace Kong.Upgrade.Preflight.Settings;

/// <summary>What is odd about a configuration by itself, whatever the versions: values that Kong refuses, names that it does not know, lines that it passes over.</summary>
internal static class SettingChecks
{
    private const string Subject = "setting";

    /// <param name="side">Whose it is: <c>blue</c> or <c>green</c>.</param>
    /// <param name="configuration">The configuration.</param>
    public static IEnumerable<PreflightFinding> Of(string side, KongConfiguration configuration) =>
        new[] { Invalid(side, configuration), Unknown(side, configuration), Lines(side, configuration) }.OfType<PreflightFinding>();

    private static PreflightFinding? Invalid(string side, KongConfiguration configuration) => Finding(
        "setting-invalid", FindingSeverity.Blocking, $"Kong does not start with values that {side}'s configuration has.", "Correct the values; 'kong check' of the new version says the same.",
        configuration.SetNames.Select(n => (Name: n, Problem: configuration.Plain(n) is { } value ? SettingTypes.Problem(n, value) : null)).Where(p => p.Problem is not null).Select(p => (p.Name, p.Problem!)));

    // The environment holds much that only looks like a setting of Kong's (KONG_VERSION), so there only what is near to one is told.
    private static PreflightFinding? Unknown(string side, KongConfiguration configuration)
    {
        HashSet<string> fromEnvironment = [.. configuration.EnvironmentNames];
        return Finding(
            "setting-unknown", FindingSeverity.Warning, $"{side}'s configuration names settings that no version of Kong is known to have; Kong passes over them in silence.".Capital(), "Correct the name, or take it out. If a plugin of your own reads it, accept this finding.",
            configuration.SetNames.Where(n => !KnownSettings.Contains(n)).Select(n => (Name: n, Near: KnownSettings.Near(n))).Where(n => n.Near is not null || !fromEnvironment.Contains(n.Name))
                .Select(n => (n.Name, n.Near is null ? "not known" : $"not known; did you mean {n.Near}?")));
    }

    private static PreflightFinding? Lines(string side, KongConfiguration configuration) => Finding(
        "setting-lines", FindingSeverity.Warning, $"{side}'s kong.conf has lines that Kong passes over or that undo each other.".Capital(), "Mend the lines so that the file says what is meant.",
        configuration.Oddities.Select(o => ("kong.conf", o)));

    private static PreflightFinding? Finding(string id, FindingSeverity severity, string what, string remedy, IEnumerable<(string Name, string Value)> subjects)
    {
        FindingSubject[] found = [.. subjects.OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => new FindingSubject { Kind = Subject, Name = s.Name, Value = s.Value })];
        return found.Length == 0 ? null : new() { Id = id, Severity = severity, What = what, Remedy = remedy, Subjects = found };
    }

    private static string Capital(this string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
