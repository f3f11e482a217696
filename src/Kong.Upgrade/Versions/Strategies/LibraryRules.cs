namespace Kong.Upgrade.Versions.Strategies;

/// <summary>What this library does about a way: the same as <see cref="Planning.VersionRules"/> demands when a plan is built.</summary>
internal static class LibraryRules
{
    private const string EachAlone = " Each step is a plan of its own: finish it and take the old cluster away before the next.";

    public static string Say(UpgradePath path)
    {
        if (path.Circumstances.Deployment is KongDeployment.DbLess) return "This library refuses to plan it: it upgrades clusters with a database.";
        if (path.Steps.Count == 0) return "This library plans nothing here: there is no way that is known.";
        if (path.Steps.FirstOrDefault(s => !s.IsBlueGreenPossible) is { } tooOld) return $"This library refuses to plan {tooOld}, which is below 2.8.2; what comes after it can be planned.{(path.Steps.Count > 1 ? EachAlone : "")}";
        string[] risks = [.. path.Steps.Select(Risk).OfType<UpgradeRisk>().Distinct().Select(r => $"AcknowledgeRisk(UpgradeRisk.{r}, reason)")];
        string says = risks.Length == 0 ? "This library plans it blue-green by default." : $"This library plans it blue-green only after {string.Join(" and ", risks)}, and the report keeps the reason.";
        return says + (path.Steps.Count > 1 ? EachAlone : "");
    }

    private static UpgradeRisk? Risk(PathStep step) => step.From.AtLeast.Major != step.To.AtLeast.Major ? UpgradeRisk.MajorJump
        : step.Kind is PathStepKind.Patch ? null : UpgradeRisk.MinorJump;
}
