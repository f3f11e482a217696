using Kong.Upgrade.Approvals;

namespace Kong.Upgrade.Planning;

/// <summary>Finds everything that is wrong with a draft: each problem names the call and the remedy.</summary>
internal static class PlanValidator
{
    public static IReadOnlyList<string> Problems(PlanDraft draft) =>
    [
        .. VersionRules.Problems(draft),
        .. draft.GivenStages is { } stages ? StageRules.Problems(stages) : [],
        .. BudgetRules.Problems(draft),
        .. Durations(draft),
        .. Policies(draft),
        .. Approvals(draft),
        .. Acknowledgements(draft),
        .. Acceptances(draft),
        .. Names(draft),
    ];

    private static IEnumerable<string> Durations(PlanDraft draft)
    {
        (string Call, TimeSpan Time)[] times = [("SoakEachStage", draft.Soak), ("Bake", draft.Bake), ("HoldAtMost", draft.HoldAtMost), ("StageAtMost", draft.StageAtMost), ("MaxBlind", draft.MaxBlind)];
        return times.Where(t => t.Time <= TimeSpan.Zero || t.Time > KongUpgradeOptions.MaxSpan)
            .Select(t => $"{t.Call}({t.Time}): the time must be more than zero and at most {KongUpgradeOptions.MaxSpan.TotalDays:0} days, for without watching nothing can be told. Write {t.Call}(TimeSpan.FromMinutes(…)).");
    }

    private static IEnumerable<string> Policies(PlanDraft draft)
    {
        if (!Enum.IsDefined(draft.WhenUndecided)) yield return $"HoldAtMost(…, {draft.WhenUndecided}): there is no such policy. Name one of {string.Join(", ", Enum.GetNames<UndecidedPolicy>())}.";
        if (!Enum.IsDefined(draft.AfterRollback)) yield return $"AfterRollback({draft.AfterRollback}): there is no such policy. Name one of {string.Join(", ", Enum.GetNames<RollbackPolicy>())}.";
    }

    private static IEnumerable<string> Approvals(PlanDraft draft)
    {
        foreach (ApprovalRequirement approval in draft.Approvals)
        {
            if (approval.Within <= TimeSpan.Zero || approval.Within > KongUpgradeOptions.MaxSpan)
                yield return $"ApproveBefore({approval.Before}): an approval needs a deadline, and {approval.Within} is none. Write within: TimeSpan.FromHours(…), at most {KongUpgradeOptions.MaxSpan.TotalDays:0} days.";
            if (!IsGuideStep(approval.Before)) yield return $"ApproveBefore({approval.Before}): there is no such step of the guide. Ask before a step from {GuideStep.Evaluate} to {GuideStep.Finish}.";
            else if (approval.Before > GuideStep.Finish)
                yield return $"ApproveBefore({approval.Before}): after the point of no return there is only forward and nothing to approve. Ask before a step up to {GuideStep.Finish}.";
        }
        foreach (var twice in draft.Approvals.GroupBy(a => a.Before).Where(g => g.Count() > 1))
            yield return $"ApproveBefore({twice.Key}) was called {twice.Count()} times: one question a step. Let one gate ask everybody.";
        if (!draft.Approvals.Any(a => a.Before is GuideStep.Finish) && !draft.Acknowledgements.Any(a => a.Risk is UpgradeRisk.UnattendedFinish))
            yield return "ApproveBeforeFinish was not called: finish is the point of no return, and somebody must permit it. Call ApproveBeforeFinish(…, within: TimeSpan.FromHours(…)), "
                + "or AcknowledgeRisk(UpgradeRisk.UnattendedFinish, reason) when the gates alone may decide.";
    }

    private static IEnumerable<string> Acceptances(PlanDraft draft)
    {
        foreach (FindingAcceptance given in draft.AcceptedFindings)
        {
            if (string.IsNullOrWhiteSpace(given.Id)) yield return "AcceptFinding: the id is blank. Name the finding as the evaluation does, such as 350-06.";
            else if (string.IsNullOrWhiteSpace(given.Reason)) yield return $"AcceptFinding({given.Id}): the reason is blank. Say who accepts it and why; the report will name it.";
        }
        foreach (string twice in draft.AcceptedFindings.GroupBy(a => a.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)) yield return $"AcceptFinding({twice}) was called twice. Give one reason.";
    }

    private static IEnumerable<string> Acknowledgements(PlanDraft draft)
    {
        foreach (Acknowledgement given in draft.Acknowledgements)
        {
            if (string.IsNullOrWhiteSpace(given.Reason)) yield return $"AcknowledgeRisk({given.Risk}): the reason is blank. Say who takes the risk and why; the report will name it.";
            if (given.Risk is UpgradeRisk.Unknown || !Enum.IsDefined(given.Risk)) yield return $"AcknowledgeRisk({given.Risk}): this is no risk that the library knows. Name one of {string.Join(", ", Enum.GetNames<UpgradeRisk>().Skip(1))}.";
        }
    }

    private static IEnumerable<string> Names(PlanDraft draft)
    {
        string[] builtIn = [.. StepSequence.Of([]).Select(s => s.Name)];
        return Twice("InsertBefore/InsertAfter", "step", builtIn.Concat(draft.CustomSteps.Select(s => s.Step.Name)))
            .Concat(draft.Staging.Problems().Select(p => "Stage: " + p))
            .Concat(Twice("Stage", "staging test", [.. draft.StagingTests.Select(t => t.Name), .. draft.Staging.BuiltTests().Select(t => t.Name).Distinct()]))
            .Concat(Twice("Preflight", "rule", draft.PreflightRules.Select(r => r.Id)))
            .Concat(draft.CustomSteps.Where(s => !IsGuideStep(s.Beside)).Select(s => $"InsertBefore/InsertAfter({s.Beside}, '{s.Step.Name}'): there is no such step of the guide. Name one of {string.Join(", ", Enum.GetNames<GuideStep>().Skip(1))}."))
            .Concat(draft.CustomSteps.Where(s => s.Step.Reversibility is not Steps.Reversibility.Revertible).Select(s => $"InsertBefore/InsertAfter('{s.Step.Name}'): only {GuideStep.Finish} passes the point of no return. Leave Reversibility as it is."));
    }

    private static bool IsGuideStep(GuideStep step) => step is not GuideStep.Unknown && Enum.IsDefined(step);

    private static IEnumerable<string> Twice(string call, string what, IEnumerable<string> names) =>
        names.Select(n => n ?? string.Empty).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1 || string.IsNullOrWhiteSpace(g.Key))
            .Select(g => string.IsNullOrWhiteSpace(g.Key) ? $"{call}: a {what} has a blank name. Give it one." : $"{call}: the {what} name '{g.Key}' is used {g.Count()} times. Names must be unique, for journal and report go by them.");
}
