using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Testing.Tests;

/// <summary>The plans of these tests, as a host would keep its own.</summary>
internal static class Plans
{
    public static UpgradePlan OneTenHundred { get; } = Patch().Build();

    public static UpgradePlanBuilder Patch() => UpgradePlan.CreateBuilder("3.4.3", "3.4.4")
        .DivertInStages(1, 10, 100)
        .SoakEachStage(TimeSpan.FromMinutes(1))
        .Bake(TimeSpan.FromMinutes(5))
        .Gate(Gate.MaxErrorRate(0.01))
        .ApproveBeforeFinish(within: TimeSpan.FromHours(2));
}
