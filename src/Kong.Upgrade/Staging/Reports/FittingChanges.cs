using Kong.Upgrade.Preflight.Catalogue;

namespace Kong.Upgrade.Staging.Reports;

/// <summary>Which changes between two versions may be behind a finding, the most serious first.</summary>
internal static class FittingChanges
{
    private const int Most = 5;

    private const string Plugin = "plugin ";

    private static readonly Dictionary<string, string[]> related = new(StringComparer.Ordinal)
    {
        ["route"] = ["route", "router", "regex"],
        ["service"] = ["service", "route", "router"],
        ["certificate"] = ["certificate", "TLS"],
        ["header"] = ["header", "http", "clients"],
        ["body"] = ["error bodies", "http"],
        ["protocol"] = ["http", "TLS"],
        ["answer"] = ["http", "error bodies"],
        ["entity"] = ["entity", "configuration", "migration"],
        ["node"] = ["host", "setting"],
    };

    /// <param name="areas">What the finding touches, and what all that fail so have.</param>
    /// <param name="finding">One of the findings.</param>
    /// <param name="changes">The changes between the two versions.</param>
    public static IReadOnlyList<BreakingChange> Of(IReadOnlyCollection<string> areas, StagingFinding finding, IReadOnlyList<BreakingChange> changes) =>
        [.. changes.Select(c => (Change: c, Fit: areas.Max(area => Fit(area, finding, c)))).Where(c => c.Fit > 0).OrderByDescending(c => c.Fit).ThenByDescending(c => c.Change.Severity).ThenBy(c => c.Change.Id, StringComparer.Ordinal).Take(Most).Select(c => c.Change)];

    // A change that names the very header or field fits best; then one of a plugin that is named; then one of the area.
    private static int Fit(string area, StagingFinding finding, BreakingChange change) =>
        Header(finding.What) is { } header && change.Title.Contains(header, StringComparison.OrdinalIgnoreCase) ? 3
        : Names(change.Area, area) ? 2
        : area.StartsWith(Plugin, StringComparison.Ordinal) && change.Title.Contains(area[Plugin.Length..], StringComparison.Ordinal) ? 1
        : related.TryGetValue(area, out string[]? words) && words.Any(w => change.Area == w || change.Area.StartsWith(w + " ", StringComparison.Ordinal)) ? 1 : 0;

    // "plugin acl, bot-detection" is one of acl and one of bot-detection.
    private static bool Names(string changed, string area) =>
        area.StartsWith(Plugin, StringComparison.Ordinal) && changed.StartsWith(Plugin, StringComparison.Ordinal)
        && changed[Plugin.Length..].Replace(" and ", ", ", StringComparison.Ordinal).Split(", ").Contains(area[Plugin.Length..]);

    private static string? Header(string what) => what.StartsWith("header ", StringComparison.Ordinal) ? what.Split(' ')[1] : null;
}
