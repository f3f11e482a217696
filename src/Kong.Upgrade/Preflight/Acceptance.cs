namespace Kong.Upgrade.Preflight;

/// <summary>Findings, parted into those that stand and those that the plan accepts; and the ids that it accepts although nothing of the kind was found, so that a stale acceptance is seen.</summary>
internal sealed record Acceptance(IReadOnlyList<PreflightFinding> Standing, IReadOnlyList<AcceptedFinding> Accepted, IReadOnlyList<string> Unused)
{
    public static Acceptance Of(UpgradePlan plan, IReadOnlyList<PreflightFinding> findings)
    {
        ILookup<string?, PreflightFinding> byId = findings.ToLookup(f => f.Id);
        HashSet<string?> accepted = [.. plan.AcceptedFindings.Select(a => a.Id)];
        return new(
            [.. findings.Where(f => !accepted.Contains(f.Id))],
            [.. plan.AcceptedFindings.SelectMany(a => byId[a.Id].Select(f => new AcceptedFinding(f, a.Reason)))],
            [.. plan.AcceptedFindings.Where(a => !byId.Contains(a.Id)).Select(a => a.Id)]);
    }
}
