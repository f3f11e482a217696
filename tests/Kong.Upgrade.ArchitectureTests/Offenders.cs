namespace Kong.Upgrade.ArchitectureTests;

internal static class Offenders
{
    /// <summary>Fails with every offender, one a line: they are mended together.</summary>
    public static void ShouldBeNone(this IEnumerable<string?> offenders)
    {
        string[] all = [.. offenders.Select(o => o ?? "?").Order(StringComparer.Ordinal)];
        if (all.Length > 0) Assert.Fail($"{all.Length} against the rule:{string.Concat(all.Select(o => "\n  " + o))}");
    }
}
