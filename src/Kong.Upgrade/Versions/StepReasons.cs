namespace Kong.Upgrade.Versions;

/// <summary>Why a step is as it is, in sentences for people.</summary>
internal static class StepReasons
{
    public static string Patch(KongBranch branch) =>
        $"Kong guarantees going from one patch of {branch.Name} to a newer one. A patch may carry migrations all the same.";

    public static string Floor(KongVersion from) =>
        $"The router of {VersionText.Of(from)} breaks on the paths that a migration to 3.x rewrites, so the newest patch of 2.8 comes first (280-01).";

    public static string WireProtocol(KongVersion from) =>
        $"{VersionText.Of(from)} speaks only the RPC protocol between control and data planes, which 3.2 dropped; 3.1.1.2 speaks both but lacks the CA certificates, so 3.1.1.3 or newer comes first (310-01, 310-07).";

    public static string Of(PathStepKind kind, IReadOnlyList<KongBranch> branches, int from, int to, VersionAdvisor advisor)
    {
        KongBranch a = branches[from], b = branches[to];
        return kind switch
        {
            PathStepKind.NextLts => $"{a.Name} and {b.Name} are neighbouring long-term versions (LTS), between which Kong guarantees upgrades.",
            PathStepKind.NextMinor => $"{b.Name} is the minor version after {a.Name}, and Kong guarantees going to the next one.",
            PathStepKind.Major when a.Major == 1 => "Kong sends 1.x to 2.1 at least before anything newer; the step itself is not on its list of guaranteed ones.",
            PathStepKind.Major => "Kong describes going from 2.8 to 3.0, but a step to another major version is guaranteed only between long-term versions.",
            _ => $"Kong guarantees only neighbours, but {LeftOut([.. branches.Skip(from + 1).Take(to - from - 1)], advisor)}. Try this step on a copy of the database first.{advisor.WhatWouldHelp}",
        };
    }

    private static string LeftOut(IReadOnlyList<KongBranch> branches, VersionAdvisor advisor)
    {
        IEnumerable<string> reasons = branches.SelectMany(advisor.AgainstNewest).Select(a => $"{(a.Condition is null ? "" : a.Condition + ": ")}{a.Reason} ({a.Row})").Distinct();
        return $"no patch of {string.Join(" or ", branches.Select(b => b.Name))} is good {string.Join("; ", reasons)}";
    }
}
