using Kong.Upgrade.Preflight.Catalogue;

namespace Kong.Upgrade.Staging.Reports;

/// <summary>Groups findings by their cause: the same difference is one, and so is everything that one plugin breaks.</summary>
internal sealed class CauseFinder(IReadOnlyList<StagedTest> tests, int greenNodes, IReadOnlyList<BreakingChange> changes)
{
    private const string Or = " or ";

    // What is most likely to be guilty first.
    private static readonly string[] kinds = ["plugin ", "service ", "upstream ", "regex path", "header condition", "wildcard host", "sni condition", "order differs"];

    private readonly HashSet<string> innocent = [.. tests.Where(t => t.Verdict is StagingVerdict.Passed).SelectMany(t => t.Traits)];

    public IReadOnlyList<StagingCause> Find()
    {
        IEnumerable<Group> symptoms = tests.SelectMany(t => t.Findings).GroupBy(f => (f.What, f.Area)).Select(g => new Group([g.Key.What], g.Key.Area, Shared([.. g]), [.. g]));
        return [.. symptoms.GroupBy(Culprit).Select(Merged).Select(Cause).OrderByDescending(c => c.Subjects.Count).ThenBy(c => c.What, StringComparer.Ordinal)];
    }

    // Two symptoms of one plugin, or of the same few, are one cause; symptoms that share nothing stand alone.
    private static string Culprit(Group group) => Plugin(group) ?? (group.Shared is { } shared && IsPlugin(shared) ? shared : $"{group.Area}\n{group.Whats[0]}");

    // Of several plugins that all who fail have nobody knows which it is.
    private static string? Plugin(Group group) => IsPlugin(group.Area) ? group.Area : group.Shared is { } shared && IsPlugin(shared) && !shared.Contains(Or, StringComparison.Ordinal) ? shared : null;

    private static bool IsPlugin(string area) => area.StartsWith(kinds[0], StringComparison.Ordinal);

    private static Group Merged(IEnumerable<Group> groups)
    {
        Group[] all = [.. groups.OrderByDescending(g => g.Findings.Count)];
        return new([.. all.SelectMany(g => g.Whats)], Plugin(all[0]) ?? all[0].Area, all[0].Shared, [.. all.SelectMany(g => g.Findings)]);
    }

    /// <summary>What of the likeliest kind all of them have and nothing that passes has.</summary>
    private string? Shared(IReadOnlyList<StagingFinding> findings)
    {
        string[] common = [.. findings.Skip(1).Aggregate(findings[0].Traits.AsEnumerable(), (traits, finding) => traits.Intersect(finding.Traits)).Where(t => !innocent.Contains(t)).Order(StringComparer.Ordinal)];
        string[]? likeliest = kinds.Select(kind => common.Where(t => t.StartsWith(kind, StringComparison.Ordinal)).ToArray()).FirstOrDefault(found => found.Length > 0);
        return likeliest is null ? null : string.Join(Or, likeliest);
    }

    private StagingCause Cause(Group group)
    {
        string[] nodes = [.. group.Findings.Select(f => f.Node).Distinct().Order(StringComparer.Ordinal)];
        return new()
        {
            What = string.Join("; ", group.Whats.Take(3)) + (group.Whats.Count > 3 ? $" and {group.Whats.Count - 3} more" : ""),
            Area = group.Area,
            Nodes = nodes,
            IsOnEveryNode = nodes.Length >= greenNodes,
            Subjects = [.. group.Findings.Select(f => f.Subject).Distinct()],
            Shared = group.Shared,
            Example = group.Findings[0],
            Changes = FittingChanges.Of([group.Area, .. group.Shared?.Split(Or) ?? []], group.Findings[0], changes),
        };
    }

    private sealed record Group(IReadOnlyList<string> Whats, string Area, string? Shared, IReadOnlyList<StagingFinding> Findings);
}
