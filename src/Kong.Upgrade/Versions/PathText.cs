using System.Text;

namespace Kong.Upgrade.Versions;

/// <summary>Ways between versions as text.</summary>
internal static class PathText
{
    public static string Line(UpgradePath path) => path.Standing switch
    {
        UpgradePathStanding.NoPath => $"{Ends(path)}: no path",
        UpgradePathStanding.Unknown => $"{Ends(path)}: not known here",
        _ => string.Join(" → ", path.Steps.Select(s => s.From).Append(path.Steps[^1].To)),
    };

    public static string Reason(IReadOnlyList<PathStep> steps)
    {
        PathStep[] risky = [.. steps.Where(s => !s.IsGuaranteed)];
        if (risky.Length == 0) return steps.Count == 1 ? "Kong guarantees this step." : $"Kong guarantees each of the {steps.Count} steps; each is an upgrade of its own.";
        return steps.Count == 1 ? "Kong does not guarantee this step."
            : $"Kong does not guarantee {string.Join(" and ", risky.Select(s => s.ToString()))}{(risky.Length < steps.Count ? ", but every other step" : "")}; each is an upgrade of its own.";
    }

    public static string Describe(UpgradePath path)
    {
        StringBuilder text = new();
        text.Append(Line(path)).Append(path.Standing is UpgradePathStanding.NoPath or UpgradePathStanding.Unknown ? ". " : ": ").Append(path.Reason).Append('\n');
        for (int i = 0; i < path.Steps.Count; i++) Step(text, $"{i + 1}. ", path.Steps[i]);
        if (path.Direct is { } direct) Step(text, "Or straight: ", direct);
        foreach (VersionAdvice advice in path.Advice) text.Append("  ").Append(advice).Append('\n');
        foreach (string remark in path.Remarks) text.Append("  ").Append(remark).Append('\n');
        return text.ToString();
    }

    private static void Step(StringBuilder text, string label, PathStep step)
    {
        text.Append("  ").Append(label).Append(step.From).Append(" → ").Append(step.To.Describe()).Append(", ").Append(Kind(step)).Append(". ").Append(step.Why).Append('\n');
        foreach (string remark in step.Remarks) text.Append("     ").Append(remark).Append('\n');
    }

    private static string Kind(PathStep step) => step.Kind switch
    {
        PathStepKind.Patch => "patch",
        PathStepKind.NextMinor => "next minor",
        PathStepKind.NextLts => "LTS to LTS",
        PathStepKind.Major => "major, not guaranteed",
        _ => "several minors, not guaranteed",
    };

    private static string Ends(UpgradePath path) => $"{VersionText.Of(path.From)} → {VersionText.Of(path.To)}";
}
