namespace Kong.Upgrade.Versions;

/// <summary>
/// Finds the shortest way over steps that Kong guarantees. A minor version whose every known patch has something against it is no stop; where that leaves a gap, the gap is crossed in one step
/// that says so. Steps that are not guaranteed are looked at only where no others are, so the shortest way never has one too many.
/// </summary>
internal sealed class RouteSearch(KongVersion from, KongVersion to, UpgradeCircumstances circumstances, VersionAdvisor advisor)
{
    public IReadOnlyList<PathStep>? Find(KongBranch first, KongBranch last)
    {
        if (first == last) return [Step(new(from), new(to), PathStepKind.Patch, StepReasons.Patch(first))];
        IReadOnlyList<KongBranch> branches = KnownBranches.Between(first, last);
        return Shortest(branches) is { } chosen ? Steps(branches, chosen) : null;
    }

    /// <summary>The indices of the branches to stop at, both ends included; null when they are not connected.</summary>
    private List<int>? Shortest(IReadOnlyList<KongBranch> branches)
    {
        (int Steps, int Before)?[] best = new (int, int)?[branches.Count];
        best[0] = (0, -1);
        for (int to = 1; to < branches.Count; to++)
            for (int from = 0; from < to; from++)
                if (best[from] is var (steps, _) && CanStop(branches, to) && Kind(branches, from, to) is not null && (best[to] is not { } other || steps + 1 < other.Steps))
                    best[to] = (steps + 1, from);
        if (best[^1] is null) return null;
        List<int> chosen = [];
        for (int at = branches.Count - 1; at >= 0; at = best[at]!.Value.Before) chosen.Insert(0, at);
        return chosen;
    }

    private bool CanStop(IReadOnlyList<KongBranch> branches, int index) => index == branches.Count - 1 || advisor.OldestGood(branches[index]) is not null;

    private PathStepKind? Kind(IReadOnlyList<KongBranch> branches, int from, int to)
    {
        KongBranch a = branches[from], b = branches[to];
        if (a.IsLts && b.IsLts && !branches.Skip(from + 1).Take(to - from - 1).Any(x => x.IsLts)) return PathStepKind.NextLts;
        if (a.Major == b.Major && b.Minor == a.Minor + 1) return PathStepKind.NextMinor;
        if (a.Major == 1 && b.Name == "2.1" || a.Name == "2.8" && b.Name == "3.0") return PathStepKind.Major;
        return a.Major == b.Major && Enumerable.Range(from + 1, to - from - 1).All(i => !CanStop(branches, i)) ? PathStepKind.SeveralMinors : null;
    }

    private List<PathStep> Steps(IReadOnlyList<KongBranch> branches, List<int> chosen)
    {
        List<PathStep> steps = [];
        PathStop at = new(from);
        if (Departure(branches[0]) is var (departure, why))
        {
            steps.Add(Step(at, departure, PathStepKind.Patch, why));
            at = departure;
        }
        foreach ((int before, int index) in chosen.Zip(chosen.Skip(1)))
        {
            PathStop next = index == branches.Count - 1 ? new(to) : new(branches[index], advisor.OldestGood(branches[index])!);
            PathStepKind kind = Kind(branches, before, index)!.Value;
            steps.Add(Step(at, next, kind, StepReasons.Of(kind, branches, before, index, advisor)));
            at = next;
        }
        return steps;
    }

    /// <summary>The patch that must be reached before the first branch is left, if any.</summary>
    private (PathStop Stop, string Why)? Departure(KongBranch branch)
    {
        string? why = circumstances.Deployment switch
        {
            not KongDeployment.DbLess when branch.Name == "2.8" && from < BlueGreenFloor.Oldest => StepReasons.Floor(from),
            KongDeployment.HybridControlPlane when branch.Name == "3.1" && advisor.AgainstOrigin().Any() => StepReasons.WireProtocol(from),
            _ => null,
        };
        return why is null ? null : (new PathStop(branch, advisor.OldestGood(branch)!), why);
    }

    private PathStep Step(PathStop from, PathStop to, PathStepKind kind, string why) => new(from, to, kind, why, circumstances);
}
