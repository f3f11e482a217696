using Kong.Upgrade.Approvals;

namespace Kong.Upgrade.Tests;

/// <summary>Plans that tests run.</summary>
internal static class Plans
{
    /// <summary>Patch, stages 1, 10, 100, nobody is asked.</summary>
    public static UpgradePlan Patch(Action<UpgradePlanBuilder>? more = null) => Build("3.9.0", "3.9.1", Unattended(more));

    /// <summary>Like <see cref="Patch"/>, but a person is asked before finish.</summary>
    public static UpgradePlan Asking(IApprovalGate? gate = null, TimeSpan? within = null) =>
        Build("3.9.0", "3.9.1", builder => builder.ApproveBefore(GuideStep.Finish, within ?? TimeSpan.FromHours(1), gate));

    public static UpgradePlan AskingWith(ApprovalAnswer answer) =>
        Build("3.9.0", "3.9.1", builder => builder.ApproveBeforeFinish((_, _) => Task.FromResult(answer), TimeSpan.FromHours(1)));

    private static Action<UpgradePlanBuilder> Unattended(Action<UpgradePlanBuilder>? more) => builder =>
    {
        builder.AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test");
        more?.Invoke(builder);
    };

    private static UpgradePlan Build(string from, string to, Action<UpgradePlanBuilder> more)
    {
        UpgradePlanBuilder builder = UpgradePlan.CreateBuilder(from, to)
            .DivertInStages(1, 10, 100).SoakEachStage(TimeSpan.FromMinutes(1)).Bake(TimeSpan.FromMinutes(5)).HoldAtMost(TimeSpan.FromMinutes(2));
        more(builder);
        return builder.Build();
    }
}
