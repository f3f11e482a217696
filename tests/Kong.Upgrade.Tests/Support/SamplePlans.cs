using Kong.Upgrade.Approvals;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Steps;

namespace Kong.Upgrade.Tests.Support;

/// <summary>Plans to begin a test with.</summary>
internal static class SamplePlans
{
    /// <summary>The shortest plan that builds.</summary>
    public static UpgradePlanBuilder Patch() =>
        UpgradePlan.CreateBuilder("3.9.0", "3.9.1").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test");

    public static UpgradePlan PatchPlan { get; } = Patch().Build();

    /// <summary>Every setting away from its default.</summary>
    public static UpgradePlanBuilder Full() => UpgradePlan.CreateBuilder("3.4.3.1", "3.9.1.0-enterprise-edition")
        .DeployedAs(KongDeployment.HybridControlPlane)
        .DivertInStages(0.5, 10, 100).SoakEachStage(TimeSpan.FromMilliseconds(90_500)).Bake(TimeSpan.FromDays(1.5))
        .Gate(Gate.MaxErrorRate(0.005, 50)).Gate(Gate.MaxP99(TimeSpan.FromMilliseconds(250)))
        .HoldAtMost(TimeSpan.FromMinutes(10), UndecidedPolicy.Halt).StageAtMost(TimeSpan.FromHours(2)).MaxBlind(TimeSpan.FromSeconds(45))
        .ExpectTraffic(200).MinimumRequests(500)
        .Stage(new NamedTest("key authentication"), new NamedTest("rate limiting"))
        .Preflight(new NamedRule("house-1"))
        .InsertBefore(GuideStep.Divert, new NamedStep("warm-caches"))
        .InsertAfter(GuideStep.DecommissionBlue, new NamedStep("tell-the-team"))
        .ApproveBefore(GuideStep.Divert, TimeSpan.FromHours(2))
        .ApproveBeforeFinish(static (_, _) => Task.FromResult(ApprovalAnswer.None), within: TimeSpan.FromHours(8))
        .AfterRollback(RollbackPolicy.Thaw)
        .AcknowledgeRisk(UpgradeRisk.MinorJump, "tried twice on the copy")
        .AcknowledgeRisk(UpgradeRisk.UnprovenBackup, "the store takes its own snapshots");

    /// <summary>Everything that a build that must fail complains about.</summary>
    public static IReadOnlyList<string> ProblemsOf(UpgradePlanBuilder builder) =>
        ((Action)(() => builder.Build())).Should().Throw<InvalidUpgradePlanException>().Which.Problems;
}

internal sealed class NamedTest(string name) : IStagingTest
{
    public string Name => name;

    public Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken) => Task.FromResult(new StagingOutcome(StagingVerdict.Passed, "none"));
}

internal sealed class NamedRule(string id) : IPreflightRule
{
    public string Id => id;

    public Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PreflightFinding>>([]);
}

/// <summary>A step of one's own that says what it is told to say.</summary>
internal sealed class NamedStep(string name, Reversibility reversibility = Reversibility.Revertible) : UpgradeStep
{
    /// <summary>What the next looks find, in order; the last one stays.</summary>
    public Queue<StepState> Found { get; } = new([StepState.Done]);

    public int Looks { get; private set; }

    /// <summary>How many of the first looks break off, in a way that may pass or for good.</summary>
    public (int Count, bool IsTransient) Broken { get; set; }

    public override string Name => name;

    public override string Does => $"does {name}";

    public override string Undoes => $"undoes {name}";

    public override Reversibility Reversibility => reversibility;

    public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken)
    {
        Looks++;
        if (Looks <= Broken.Count) throw new UpgradeServiceException("the connection broke.", isTransient: Broken.IsTransient);
        return Task.FromResult(Found.Count > 1 ? Found.Dequeue() : Found.Peek());
    }

    public override Task ExecuteAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
