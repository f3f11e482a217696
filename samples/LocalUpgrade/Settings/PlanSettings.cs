using Kong.Upgrade;
using Kong.Upgrade.Probing;

namespace LocalUpgrade.Settings;

/// <summary>What the plan is made from.</summary>
internal static class PlanSettings
{
    /// <summary>The plan; <see langword="null"/>, and problems, when it does not make sense.</summary>
    public static UpgradePlan? From(Value root, Binder binder, KongVersion from, KongVersion to, IReadOnlyList<IStagingTest> tests)
    {
        UpgradePlanBuilder builder = UpgradePlan.CreateBuilder(from, to)
            .DivertInStages([.. root["stages"]!.Items.Select(i => i.Number())])
            .SoakEachStage(root.Duration("soak")!.Value)
            .Bake(root.Duration("bake")!.Value)
            .HoldAtMost(root.Duration("holdAtMost")!.Value, root.Choice<UndecidedPolicy>("whenUndecided"))
            .AfterRollback(root.Choice<RollbackPolicy>("afterRollback"))
            .Stage([.. tests]);
        AddGates(root["gates"]!, root["balancer"]!.Needed("kind"), builder, binder);
        AddApproval(root["approval"]!, builder, binder);
        foreach (Value risk in root["acknowledge"]!.Items) builder.AcknowledgeRisk(risk.Choice<UpgradeRisk>("risk"), risk.Needed("reason"));
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

    private static void AddGates(Value gates, string balancer, UpgradePlanBuilder builder, Binder binder)
    {
        int minimum = gates.Whole("minimumRequests")!.Value;
        double limit = gates.Number("maxErrorRate")!.Value;
        if (limit is > 0 and < 1) builder.Gate(Gate.MaxErrorRate(limit, minimum));
        else binder.Add(gates["maxErrorRate"]!, $"{gates.PathTo("maxErrorRate")} must be above 0 and below 1, such as 0.01 for one percent");
        if (gates.Duration("p99") is not { } p99) return;
        if (balancer == "haproxy") binder.Add(gates["p99"]!, $"{gates.PathTo("p99")} cannot be judged: HAProxy's counters have no times. Leave it out");
        else if (p99 > TimeSpan.Zero) builder.Gate(Gate.MaxP99(p99, minimum));
        else binder.Add(gates["p99"]!, $"{gates.PathTo("p99")} must be more than nothing");
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
