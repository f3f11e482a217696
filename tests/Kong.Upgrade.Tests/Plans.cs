using Kong.Upgrade.Approvals;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Tests;

/// <summary>Plans that tests run.</summary>
internal static class Plans
{
    /// <summary>Patch, stages 1, 10, 100, nobody is asked. A simple gate decides, so that what the engine does is seen without the judge's patience.</summary>
    public static UpgradePlan Patch(Action<UpgradePlanBuilder>? more = null) => Build("3.9.0", "3.9.1", Unattended(more));

    /// <summary>The same stages judged as every plan is by default.</summary>
    public static UpgradePlan Judged(Action<UpgradePlanBuilder>? more = null) => Build("3.9.0", "3.9.1", Unattended(more), isSimple: false);

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

    private static UpgradePlan Build(string from, string to, Action<UpgradePlanBuilder> more, bool isSimple = true)
    {
        UpgradePlanBuilder builder = UpgradePlan.CreateBuilder(from, to)
            .DivertInStages(1, 10, 100).SoakEachStage(TimeSpan.FromMinutes(1)).Bake(TimeSpan.FromMinutes(5)).HoldAtMost(TimeSpan.FromMinutes(2));
        more(builder);
        if (isSimple) builder.Gate(Gate.MaxErrorRate(0.01));
        return builder.Build();
    }
}
