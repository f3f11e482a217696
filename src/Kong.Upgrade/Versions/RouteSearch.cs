namespace Kong.Upgrade.Versions;

/// <summary>
/// Finds the way with the fewest steps that Kong does not guarantee, and among those the shortest. A minor version whose every known patch has something against it is no stop;
/// where that leaves a gap, the gap is crossed in one step that says so.
/// </summary>
internal sealed class RouteSearch(KongVersion from, KongVersion to, UpgradeCircumstances circumstances, VersionAdvisor advisor)
{
    private const int Unguaranteed = 1000; // more than any number of steps

    public IReadOnlyList<PathStep>? Find(KongBranch first, KongBranch last)
    {
        if (first == last) return [Step(new(from), new(to), PathStepKind.Patch, StepReasons.Patch(first))];
        IReadOnlyList<KongBranch> branches = KnownBranches.Between(first, last);
        return Cheapest(branches) is { } chosen ? Steps(branches, chosen) : null;
    }

    /// <summary>The indices of the branches to stop at, both ends included; null when they are not connected.</summary>
    private List<int>? Cheapest(IReadOnlyList<KongBranch> branches)
    {
        (int Cost, int Before)?[] best = new (int, int)?[branches.Count];
        best[0] = (0, -1);
        for (int to = 1; to < branches.Count; to++)
            for (int from = 0; from < to; from++)
                if (best[from] is { } so && CanStop(branches, to) && Kind(branches, from, to) is { } kind && so.Cost + Cost(kind) is var cost && (best[to] is not { } other || cost < other.Cost))
                    best[to] = (cost, from);
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

    private static int Cost(PathStepKind kind) => kind is PathStepKind.Major or PathStepKind.SeveralMinors ? Unguaranteed : 1;

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
            not KongDeployment.DbLess when branch.Name == "2.8" && from < BlueGreenFloor.OpenSource => StepReasons.Floor(from),
            KongDeployment.HybridControlPlane when branch.Name == "3.1" && advisor.AgainstOrigin().Any() => StepReasons.WireProtocol(from),
            _ => null,
        };
        return why is null ? null : (new PathStop(branch, advisor.OldestGood(branch)!), why);
    }

    private PathStep Step(PathStop from, PathStop to, PathStepKind kind, string why) => new(from, to, kind, why, circumstances);
}
