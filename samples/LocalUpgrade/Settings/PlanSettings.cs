using Kong.Upgrade;
using Kong.Upgrade.Staging;

namespace LocalUpgrade.Settings;

/// <summary>What the plan is made from.</summary>
internal static class PlanSettings
{
    /// <summary>The plan; <see langword="null"/>, and problems, when it does not make sense.</summary>
    public static UpgradePlan? From(Value root, Binder binder, KongVersion from, KongVersion to, Action<StagingSuiteBuilder> staging)
    {
        UpgradePlanBuilder builder = UpgradePlan.CreateBuilder(from, to)
            .SoakEachStage(root.Duration("soak")!.Value)
            .Bake(root.Duration("bake")!.Value)
            .StageAtMost(root.Duration("stageAtMost")!.Value)
            .MaxBlind(root.Duration("maxBlind")!.Value)
            .MinimumRequests(root.Whole("minimumRequests")!.Value)
            .HoldAtMost(root.Duration("holdAtMost")!.Value, root.Choice<UndecidedPolicy>("whenUndecided"))
            .AfterRollback(root.Choice<RollbackPolicy>("afterRollback"))
            .Stage(staging);
        AddStages(root, builder);
        JudgeSettings.AddGates(root, builder, binder);
        AddApproval(root["approval"]!, builder, binder);
        foreach (Value risk in root["acknowledge"]!.Items) builder.AcknowledgeRisk(risk.Choice<UpgradeRisk>("risk"), risk.Needed("reason"));
        foreach (Value finding in root["accept"]!.Items) builder.AcceptFinding(finding.Needed("finding"), finding.Needed("reason"));
        try
        {
            return builder.Build();
        }
        catch (InvalidUpgradePlanException wrong)
        {
            foreach (string problem in wrong.Problems) binder.Add(root, $"plan: {problem}");
            return null;
        }
    }

    /// <summary>Those that are named; else those that keep the budget of failed requests, or the library's own.</summary>
    private static void AddStages(Value root, UpgradePlanBuilder builder)
    {
        if (root["stages"] is { } stages) builder.DivertInStages([.. stages.Items.Select(i => i.Number())]);
        if (root.Number("expectTraffic") is { } requests) builder.ExpectTraffic(requests);
        if (root.Whole("atMostFailedRequests") is { } budget) builder.AtMostFailedRequests(budget);
    }

    private static void AddApproval(Value approval, UpgradePlanBuilder builder, Binder binder)
    {
        TimeSpan within = approval.Duration("within")!.Value;
        string? reason = approval.Text("reason");
        if (approval.Needed("mode") == "ask") builder.ApproveBeforeFinish(within);
        else if (reason is not null) builder.AcknowledgeRisk(UpgradeRisk.UnattendedFinish, reason);
        else binder.Add(approval, $"{approval.PathTo("reason")} is missing: with mode none it must say why nobody is asked");
    }
}
