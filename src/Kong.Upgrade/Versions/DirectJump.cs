namespace Kong.Upgrade.Versions;

/// <summary>What is known of going straight, without the stops.</summary>
internal static class DirectJump
{
    private static readonly KongVersion leastFor3 = new(2, 1, 0, null);

    // Where Kong's own repository starts its migration tests, and how far it goes (K:scripts/upgrade-tests/source-versions@3.9.3).
    private static readonly string[] testedBranches = ["2.8", "3.4"];

    // What this library's own facts were recorded with (kong-facts 11 and 12).
    private static readonly (string From, string To)[] tried = [("2.8.5", "3.9.1"), ("3.4.2", "3.9.1"), ("3.8.1", "3.9.1")];

    public static PathStep? Of(KongVersion from, KongVersion to, IReadOnlyList<PathStep> steps, UpgradeCircumstances circumstances)
    {
        if (steps.Count == 1 || to.Major >= 3 && from < leastFor3) return null;
        PathStepKind kind = from.Major != to.Major ? PathStepKind.Major : from.Minor == to.Minor ? PathStepKind.Patch : PathStepKind.SeveralMinors;
        return new(new(from), new(to), NotGuaranteed(kind), Why(from, to), circumstances);
    }

    // Stops that Kong's protocols or routers demand make even neighbours a jump that is not guaranteed.
    private static PathStepKind NotGuaranteed(PathStepKind kind) => kind is PathStepKind.Patch ? PathStepKind.SeveralMinors : kind;

    private static string Why(KongVersion from, KongVersion to)
    {
        string why = "Kong's migrations do go straight, and people do it; Kong's documents guarantee nothing about it.";
        if (!from.IsEnterprise && testedBranches.Contains(VersionText.BranchOf(from)) && VersionText.BranchOf(to) == "3.9") why += " Kong's own repository tries its migrations from 2.8.0 and 3.4.0 to 3.9.3.";
        if (tried.Contains((VersionText.Of(from), VersionText.Of(to)))) why += " This very jump was tried for this library on real nodes.";
        return why + " Rehearse it on a copy of the database.";
    }
}
