using System.Globalization;
using System.Text;
using Kong.Upgrade.Steps;

namespace Kong.Upgrade.Planning;

/// <summary>The plan in words: the same words for the same plan.</summary>
internal static class PlanDescription
{
    public static string Of(UpgradePlan plan)
    {
        StringBuilder text = new();
        Head(text, plan);
        for (int i = 0; i < plan.Steps.Count; i++) Step(text, i + 1, plan.Steps[i], plan);
        return text.ToString();
    }

    private static void Head(StringBuilder text, UpgradePlan plan)
    {
        text.Append("Blue-green upgrade of Kong Gateway ").Append(plan.From).Append(" (blue, cluster X) to ").Append(plan.To).Append(" (green, cluster Y)\n");
        text.Append("  plan        ").Append(plan.Fingerprint).Append('\n');
        text.Append("  distance    ").Append(plan.Distance).Append(", deployed as ").Append(plan.Deployment).Append('\n');
        text.Append("  stages      ").AppendJoin(", ", plan.Stages).Append(" on green, each held ").Append(Text(plan.SoakEachStage)).Append(" or longer\n");
        text.Append("  bake        ").Append(Text(plan.BakeTime)).Append(" or longer with all traffic on green\n");
        text.Append("  stage time  ").Append(Text(plan.StageAtMost)).Append(" at most while all that is missing is requests\n");
        text.Append("  undecided   ").Append(Text(plan.HoldAtMost)).Append(", then ").Append(ForecastWords.Then(plan.WhenUndecided)).Append('\n');
        text.Append("  blind       ").Append(Text(plan.MaxBlind)).Append(" without a look, then the run holds, and then it goes one stage back\n");
        if (plan.MinimumRequests > 0) text.Append(CultureInfo.InvariantCulture, $"  requests    at least {plan.MinimumRequests:#,0} on green at each stage\n");
        if (plan.FailedRequestBudget is { } budget) text.Append(CultureInfo.InvariantCulture, $"  budget      {budget:#,0} failed requests until traffic is back on blue; no share below {plan.SmallestShare}\n");
        foreach (var gate in plan.Gates) text.Append("  gate        ").Append(gate.Name).Append('\n');
        foreach (string test in plan.StagingTests.Select(t => t.Name).Concat(plan.StagingSuite.Lines)) text.Append("  staging     ").Append(test).Append('\n');
        foreach (var rule in plan.PreflightRules) text.Append("  rule        ").Append(rule.Id).Append('\n');
        foreach (var risk in plan.Acknowledgements) text.Append("  risk taken  ").Append(risk.Risk).Append(": ").Append(risk.Reason).Append('\n');
        foreach (var accepted in plan.AcceptedFindings) text.Append("  accepted    finding ").Append(accepted.Id).Append(": ").Append(accepted.Reason).Append('\n');
        text.Append("  rolled back ").Append(plan.AfterRollback is RollbackPolicy.KeepFrozen ? "the freeze stands until somebody thaws it\n" : "configuration writes are let through again\n");
        text.Append(plan.ExpectedTraffic is { } traffic ? plan.Forecast(traffic).Describe() : "  forecast    is made when blue has been watched: ExpectTraffic was not called\n");
        text.Append('\n');
    }

    private static void Step(StringBuilder text, int number, UpgradeStep current, UpgradePlan plan)
    {
        if (plan.Approvals.FirstOrDefault(a => current is GuidedStep guided && guided.Guide == a.Before) is { } approval)
            text.Append("    ? a person is asked, and has ").Append(Text(approval.Within)).Append(" to answer\n");
        bool isFinal = current.Reversibility is Reversibility.PassesPointOfNoReturn;
        if (isFinal) text.Append("--- point of no return: before it everything can be taken back, after it there is only forward ---\n");
        text.Append($"{number,2}. {current.Name}\n    does   {current.Does}\n    undone {current.Undoes}\n");
    }

    public static string Text(TimeSpan time) => time.ToString(time.Days > 0 ? @"d\.hh\:mm\:ss" : time.Milliseconds > 0 ? @"hh\:mm\:ss\.fff" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
