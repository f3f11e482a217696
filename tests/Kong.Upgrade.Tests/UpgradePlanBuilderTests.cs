using Kong.Upgrade.Approvals;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class UpgradePlanBuilderTests
{
    private static readonly UpgradePlan Default = UpgradePlan.CreateBuilder("3.9.0", "3.9.1").ApproveBeforeFinish(TimeSpan.FromHours(1)).Build();

    [Fact]
    public void Deployment_ByDefault_IsTraditional() => Default.Deployment.Should().Be(KongDeployment.Traditional);

    [Fact]
    public void Stages_ByDefault_RiseFromOnePercent() => Default.Stages.Select(s => s.Percent).Should().Equal(1, 5, 25, 50, 100);

    [Fact]
    public void SoakEachStage_ByDefault_IsFiveMinutes() => Default.SoakEachStage.Should().Be(TimeSpan.FromMinutes(5));

    [Fact]
    public void BakeTime_ByDefault_IsHalfAnHour() => Default.BakeTime.Should().Be(TimeSpan.FromMinutes(30));

    [Fact]
    public void HoldAtMost_ByDefault_IsTwoMinutes() => Default.HoldAtMost.Should().Be(TimeSpan.FromMinutes(2));

    [Fact]
    public void WhenUndecided_ByDefault_GoesBack() => Default.WhenUndecided.Should().Be(UndecidedPolicy.GoBack);

    [Fact]
    public void AfterRollback_ByDefault_KeepsFrozen() => Default.AfterRollback.Should().Be(RollbackPolicy.KeepFrozen);

    [Fact]
    public void Gates_ByDefault_AreTheJudge() => Default.Gates.Select(g => g.Name).Should().Equal(Gate.Judge().Name);

    [Fact]
    public void StageAtMost_ByDefault_IsAnHour() => Default.StageAtMost.Should().Be(TimeSpan.FromHours(1));

    [Fact]
    public void MaxBlind_ByDefault_IsHalfAMinute() => Default.MaxBlind.Should().Be(TimeSpan.FromSeconds(30));

    [Fact]
    public void Lists_ByDefault_AreEmpty()
    {
        Default.StagingTests.Should().BeEmpty();
        Default.PreflightRules.Should().BeEmpty();
        Default.Acknowledgements.Should().BeEmpty();
    }

    [Fact]
    public void Steps_ByDefault_AreTheGuides() => Default.Steps.Select(s => s.Name).Should().Equal(
        "evaluate", "freeze", "back-up", "provision-green", "migrate-up", "start-green", "stage", "divert", "bake", "finish", "decommission-blue", "thaw");

    [Fact]
    public void Defaults_WrittenOut_AreTheSamePlan() => UpgradePlan.CreateBuilder("3.9.0", "3.9.1").ApproveBeforeFinish(TimeSpan.FromHours(1))
        .DeployedAs(KongDeployment.Traditional)
        .DivertInStages(1, 5, 25, 50, 100).SoakEachStage(TimeSpan.FromMinutes(5)).Bake(TimeSpan.FromMinutes(30))
        .Gate(Gate.Judge())
        .StageAtMost(TimeSpan.FromHours(1)).MaxBlind(TimeSpan.FromSeconds(30)).MinimumRequests(0)
        .HoldAtMost(TimeSpan.FromMinutes(2), UndecidedPolicy.GoBack)
        .AfterRollback(RollbackPolicy.KeepFrozen)
        .Build().Fingerprint.Should().Be(Default.Fingerprint);

    [Fact]
    public void DivertInStages_CalledAgain_Replaces() =>
        SamplePlans.Patch().DivertInStages(1, 2, 3).DivertInStages(10, 100).Build().Stages.Select(s => s.Percent).Should().Equal(10, 100);

    [Fact]
    public void DivertInStages_CallersArrayChangedAfterwards_KeepsWhatWasSaid()
    {
        double[] stages = [10, 100];
        UpgradePlanBuilder builder = SamplePlans.Patch().DivertInStages(stages);
        stages[0] = 99;
        UpgradePlan plan = builder.Build();
        stages[0] = 77;

        plan.Stages.Select(s => s.Percent).Should().Equal(10, 100);
    }

    [Fact]
    public void Stage_CallersArrayChangedAfterwards_KeepsWhatWasSaid()
    {
        IStagingTest[] tests = [new NamedTest("first")];
        UpgradePlanBuilder builder = SamplePlans.Patch().Stage(tests);
        tests[0] = new NamedTest("other");

        builder.Build().StagingTests.Select(t => t.Name).Should().Equal("first");
    }

    [Fact]
    public void Gate_FirstCall_ReplacesTheDefaultAndTheNextAdds()
    {
        Gate first = Gate.MaxErrorRate(0.5), second = Gate.MaxP99(TimeSpan.FromSeconds(1));

        SamplePlans.Patch().Gate(first).Gate(second).Build().Gates.Should().Equal(first, second);
    }

    [Fact]
    public void Insert_BeforeAndAfterOneStep_KeepsTheOrderOfCalls() => SamplePlans.Patch()
        .InsertAfter(GuideStep.Stage, new NamedStep("after 1")).InsertBefore(GuideStep.Stage, new NamedStep("before 1"))
        .InsertAfter(GuideStep.Stage, new NamedStep("after 2")).InsertBefore(GuideStep.Stage, new NamedStep("before 2"))
        .InsertBefore(GuideStep.Evaluate, new NamedStep("very first")).InsertAfter(GuideStep.Thaw, new NamedStep("very last"))
        .Build().Steps.Select(s => s.Name).Should().Equal(
            "very first", "evaluate", "freeze", "back-up", "provision-green", "migrate-up", "start-green",
            "before 1", "before 2", "stage", "after 1", "after 2", "divert", "bake", "finish", "decommission-blue", "thaw", "very last");

    [Fact]
    public async Task ApproveBeforeFinish_WithADelegate_AsksIt()
    {
        ApprovalQuestion question = new() { RunId = "r", BeforeStep = "finish", Text = "?", Deadline = ManualTime.Start };
        using CancellationTokenSource stop = new();
        (ApprovalQuestion, CancellationToken) asked = default;
        UpgradePlan plan = UpgradePlan.CreateBuilder("3.9.0", "3.9.1")
            .ApproveBeforeFinish((q, t) => { asked = (q, t); return Task.FromResult(ApprovalAnswer.Approve("ann", "fine")); }, TimeSpan.FromHours(3)).Build();

        ApprovalAnswer answer = await plan.Approvals.Should().ContainSingle().Which.Gate!.AskAsync(question, stop.Token);

        (answer.Verdict, answer.By, answer.Reason).Should().Be((ApprovalVerdict.Approved, "ann", "fine"));
        asked.Should().Be((question, stop.Token));
        (plan.Approvals[0].Before, plan.Approvals[0].Within).Should().Be((GuideStep.Finish, TimeSpan.FromHours(3)));
    }

    [Fact]
    public void ApproveBefore_WithoutAGate_LeavesItToTheHost() => Default.Approvals[0].Gate.Should().BeNull();

    [Fact]
    public void Build_AfterAFailure_WorksOnceMended()
    {
        UpgradePlanBuilder builder = SamplePlans.Patch().DivertInStages(50);
        SamplePlans.ProblemsOf(builder).Should().HaveCount(1);
        SamplePlans.ProblemsOf(builder).Should().HaveCount(1, "failing changes nothing");

        builder.DivertInStages(50, 100).Build().Stages.Should().HaveCount(2);
    }

    [Fact]
    public void AnyCall_AfterASuccessfulBuild_IsRefused()
    {
        UpgradePlanBuilder builder = SamplePlans.Patch();
        UpgradePlan plan = builder.Build();
        Action[] calls =
        [
            () => builder.DeployedAs(KongDeployment.Traditional), () => builder.DivertInStages(100), () => builder.SoakEachStage(TimeSpan.FromMinutes(1)), () => builder.Bake(TimeSpan.FromMinutes(1)),
            () => builder.Gate(Gate.MaxErrorRate(0.1)), () => builder.HoldAtMost(TimeSpan.FromMinutes(1)), () => builder.StageAtMost(TimeSpan.FromMinutes(1)), () => builder.MaxBlind(TimeSpan.FromMinutes(1)),
            () => builder.ExpectTraffic(10), () => builder.AtMostFailedRequests(10), () => builder.MinimumRequests(10), () => builder.Stage(new NamedTest("t")), () => builder.Preflight(new NamedRule("r")),
            () => builder.ApproveBefore(GuideStep.Divert, TimeSpan.FromHours(1)), () => builder.ApproveBeforeFinish(TimeSpan.FromHours(1)), () => builder.InsertBefore(GuideStep.Divert, new NamedStep("s")),
            () => builder.InsertAfter(GuideStep.Divert, new NamedStep("s")), () => builder.AfterRollback(RollbackPolicy.Thaw), () => builder.AcknowledgeRisk(UpgradeRisk.MinorJump, "why"),
            () => builder.AcceptFinding("350-06", "why"),
        ];

        foreach (Action call in calls) call.Should().Throw<InvalidOperationException>().WithMessage("*locked. Create another with UpgradePlan.CreateBuilder.");
        builder.Build().Fingerprint.Should().Be(plan.Fingerprint);
    }

    [Fact]
    public void AnyCall_WithNothing_ThrowsAtOnce()
    {
        UpgradePlanBuilder builder = SamplePlans.Patch();
        Action[] calls =
        [
            () => builder.DivertInStages(null!), () => builder.Gate(null!), () => builder.Stage((Action<Kong.Upgrade.Staging.StagingSuiteBuilder>)null!), () => builder.Stage((IStagingTest[])null!), () => builder.Stage(new NamedTest("a"), null!), () => builder.Preflight(null!),
            () => builder.ApproveBeforeFinish(null!, TimeSpan.FromHours(1)), () => builder.InsertBefore(GuideStep.Divert, null!), () => builder.InsertAfter(GuideStep.Divert, null!),
        ];

        foreach (Action call in calls) call.Should().Throw<ArgumentNullException>();
        builder.Build().Fingerprint.Should().Be(SamplePlans.PatchPlan.Fingerprint, "a refused call leaves nothing behind");
    }
}
