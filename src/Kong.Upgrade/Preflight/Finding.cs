namespace Kong.Upgrade.Preflight;

/// <summary>Findings in one line each.</summary>
internal static class Finding
{
    public static PreflightFinding Blocking(string what, string remedy) => new() { Severity = FindingSeverity.Blocking, What = what, Remedy = remedy };

    public static PreflightFinding Warning(string what, string remedy) => new() { Severity = FindingSeverity.Warning, What = what, Remedy = remedy };

    public static PreflightFinding Information(string what, string remedy) => new() { Severity = FindingSeverity.Information, What = what, Remedy = remedy };
}
