using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Benchmarks;

internal static class Plans
{
    /// <summary>A patch upgrade in five stages that needs nobody.</summary>
    public static UpgradePlanBuilder Stages(TimeSpan soak, TimeSpan bake) => UpgradePlan.CreateBuilder("3.9.0", "3.9.1")
        .DivertInStages(1, 5, 25, 50, 100)
        .SoakEachStage(soak)
        .Bake(bake)
        .Gate(Gate.MaxErrorRate(0.01))
        .AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a benchmark");
}
