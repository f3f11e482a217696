using Kong.Upgrade.Steps;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class PlanValidatorTests
{
    public static TheoryData<TimeSpan> BadTimes => new(TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.FromMinutes(-5), Timeout.InfiniteTimeSpan, TimeSpan.FromDays(49) + TimeSpan.FromTicks(1), TimeSpan.MaxValue, TimeSpan.MinValue);

    [Theory]
    [MemberData(nameof(BadTimes))]
    public void Build_SoakOutOfRange_IsRefused(TimeSpan time) => RefusesTime(SamplePlans.Patch().SoakEachStage(time), "SoakEachStage", time);

    [Theory]
    [MemberData(nameof(BadTimes))]
    public void Build_BakeOutOfRange_IsRefused(TimeSpan time) => RefusesTime(SamplePlans.Patch().Bake(time), "Bake", time);

    [Theory]
    [MemberData(nameof(BadTimes))]
    public void Build_HoldOutOfRange_IsRefused(TimeSpan time) => RefusesTime(SamplePlans.Patch().HoldAtMost(time), "HoldAtMost", time);

    [Theory]
    [MemberData(nameof(BadTimes))]
    public void Build_StageTimeOutOfRange_IsRefused(TimeSpan time) => RefusesTime(SamplePlans.Patch().StageAtMost(time), "StageAtMost", time);

    [Theory]
    [MemberData(nameof(BadTimes))]
    public void Build_BlindTimeOutOfRange_IsRefused(TimeSpan time) => RefusesTime(SamplePlans.Patch().MaxBlind(time), "MaxBlind", time);

    [Theory]
    [MemberData(nameof(BadTimes))]
    public void Build_ApprovalWithoutADeadline_IsRefused(TimeSpan within) =>
        SamplePlans.ProblemsOf(UpgradePlan.CreateBuilder("3.9.0", "3.9.1").ApproveBeforeFinish(within))
            .Should().Equal($"ApproveBefore(Finish): an approval needs a deadline, and {within} is none. Write within: TimeSpan.FromHours(…), at most 49 days.");

    [Fact]
    public void Build_TimesAtTheirBounds_Work()
    {
        TimeSpan least = TimeSpan.FromTicks(1), most = TimeSpan.FromDays(49);

        UpgradePlan plan = UpgradePlan.CreateBuilder("3.9.0", "3.9.1").SoakEachStage(least).Bake(most).HoldAtMost(least).ApproveBeforeFinish(most).Build();

        (plan.SoakEachStage, plan.BakeTime, plan.HoldAtMost, plan.Approvals[0].Within).Should().Be((least, most, least, most));
    }

    [Theory]
    [InlineData(GuideStep.DecommissionBlue)]
    [InlineData(GuideStep.Thaw)]
    public void Build_ApprovalAfterFinish_IsRefused(GuideStep after) =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().ApproveBefore(after, TimeSpan.FromHours(1)))
            .Should().Equal($"ApproveBefore({after}): after the point of no return there is only forward and nothing to approve. Ask before a step up to Finish.");

    [Theory]
    [InlineData(GuideStep.Unknown)]
    [InlineData((GuideStep)99)]
    [InlineData((GuideStep)(-1))]
    public void Build_ApprovalBeforeNoStep_IsRefused(GuideStep none) =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().ApproveBefore(none, TimeSpan.FromHours(1)))
            .Should().ContainSingle().Which.Should().StartWith($"ApproveBefore({none}): there is no such step of the guide.");

    [Fact]
    public void Build_ApprovalAskedTwice_IsRefused() =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().ApproveBefore(GuideStep.Divert, TimeSpan.FromHours(1)).ApproveBefore(GuideStep.Divert, TimeSpan.FromHours(2)))
            .Should().Equal("ApproveBefore(Divert) was called 2 times: one question a step. Let one gate ask everybody.");

    [Fact]
    public void Build_NobodyPermitsFinish_IsRefused() =>
        SamplePlans.ProblemsOf(UpgradePlan.CreateBuilder("3.9.0", "3.9.1").ApproveBefore(GuideStep.Divert, TimeSpan.FromHours(1)))
            .Should().ContainSingle().Which.Should().StartWith("ApproveBeforeFinish was not called").And.Contain("AcknowledgeRisk(UpgradeRisk.UnattendedFinish, reason)");

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData(null)]
    public void Build_RiskWithoutAReason_IsRefused(string? reason) =>
        SamplePlans.ProblemsOf(UpgradePlan.CreateBuilder("3.9.0", "3.9.1").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, reason!))
            .Should().Equal("AcknowledgeRisk(UnattendedFinish): the reason is blank. Say who takes the risk and why; the report will name it.");

    [Fact]
    public void Build_FindingAcceptedWithoutIdReasonOrTwice_IsRefused() =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().AcceptFinding(" ", "why").AcceptFinding("350-06", "").AcceptFinding("300-03", "why").AcceptFinding("300-03", "why else"))
            .Should().Equal(
                "AcceptFinding: the id is blank. Name the finding as the evaluation does, such as 350-06.",
                "AcceptFinding(350-06): the reason is blank. Say who accepts it and why; the report will name it.",
                "AcceptFinding(300-03) was called twice. Give one reason.");

    [Fact]
    public void Plan_ThatAcceptsAFinding_SaysSoAndIsAnother()
    {
        UpgradePlan plan = SamplePlans.Patch().AcceptFinding("350-06", "bounded; Ada").Build();
        plan.Describe().Should().Contain("\n  accepted    finding 350-06: bounded; Ada\n");
        plan.Fingerprint.Should().NotBe(SamplePlans.Patch().Build().Fingerprint);
    }

    [Theory]
    [InlineData(UpgradeRisk.Unknown)]
    [InlineData((UpgradeRisk)99)]
    public void Build_RiskThatIsNone_IsRefused(UpgradeRisk risk) =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().AcknowledgeRisk(risk, "why not"))
            .Should().Equal($"AcknowledgeRisk({risk}): this is no risk that the library knows. Name one of MinorJump, MajorJump, UnattendedFinish, UnprovenBackup, UnwitnessedBlue, UnenforcedFreeze.");

    [Theory]
    [InlineData("warm-caches")]
    [InlineData("finish")]
    public void Build_StepNameUsedTwice_IsRefused(string name)
    {
        UpgradePlanBuilder builder = SamplePlans.Patch().InsertBefore(GuideStep.Divert, new NamedStep(name));
        if (name == "warm-caches") builder.InsertAfter(GuideStep.Divert, new NamedStep(name));

        SamplePlans.ProblemsOf(builder).Should().Equal($"InsertBefore/InsertAfter: the step name '{name}' is used 2 times. Names must be unique, for journal and report go by them.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Build_BlankNames_AreRefused(string? blank) =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().InsertBefore(GuideStep.Divert, new NamedStep(blank!)).Stage(new NamedTest(blank!)).Preflight(new NamedRule(blank!)))
            .Should().Equal("InsertBefore/InsertAfter: a step has a blank name. Give it one.", "Stage: a staging test has a blank name. Give it one.", "Preflight: a rule has a blank name. Give it one.");

    [Fact]
    public void Build_TestAndRuleNamesUsedTwice_AreRefused() =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().Stage(new NamedTest("a"), new NamedTest("A")).Stage(new NamedTest("a")).Preflight(new NamedRule("r")).Preflight(new NamedRule("r")))
            .Should().Equal("Stage: the staging test name 'a' is used 2 times. Names must be unique, for journal and report go by them.", "Preflight: the rule name 'r' is used 2 times. Names must be unique, for journal and report go by them.");

    [Theory]
    [InlineData(GuideStep.Unknown)]
    [InlineData((GuideStep)99)]
    public void Build_StepBesideNone_IsRefused(GuideStep none) =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().InsertAfter(none, new NamedStep("mine")))
            .Should().ContainSingle().Which.Should().StartWith($"InsertBefore/InsertAfter({none}, 'mine'): there is no such step of the guide. Name one of Evaluate, Freeze,");

    [Fact]
    public void Build_StepOfOnesOwnBeyondReturn_IsRefused() =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().InsertAfter(GuideStep.Finish, new NamedStep("mine", Reversibility.PassesPointOfNoReturn)))
            .Should().Equal("InsertBefore/InsertAfter('mine'): only Finish passes the point of no return. Leave Reversibility as it is.");

    [Fact]
    public void Build_PoliciesThatAreNone_AreRefused() =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().HoldAtMost(TimeSpan.FromMinutes(1), (UndecidedPolicy)7).AfterRollback((RollbackPolicy)8))
            .Should().Equal("HoldAtMost(…, 7): there is no such policy. Name one of GoBack, Halt, GoOn, Synthesise.", "AfterRollback(8): there is no such policy. Name one of KeepFrozen, Thaw.");

    [Fact]
    public void Build_EverythingWrong_ReportsAllOfItAtOnce()
    {
        UpgradePlanBuilder builder = UpgradePlan.CreateBuilder("2.8.1", "2.8.0").DeployedAs(KongDeployment.DbLess)
            .DivertInStages(50, 25).SoakEachStage(TimeSpan.Zero).Bake(TimeSpan.Zero).HoldAtMost(TimeSpan.Zero)
            .ApproveBefore(GuideStep.Thaw, Timeout.InfiniteTimeSpan).AcknowledgeRisk(UpgradeRisk.MinorJump, "")
            .Stage(new NamedTest("a"), new NamedTest("a")).Preflight(new NamedRule(" ")).InsertBefore(GuideStep.Unknown, new NamedStep("thaw"));

        InvalidUpgradePlanException error = builder.Invoking(b => b.Build()).Should().Throw<InvalidUpgradePlanException>().Which;

        error.Problems.Select(p => p[..p.IndexOfAny(['(', ' ', ':'])]).Should().Equal(
            "DeployedAs", "CreateBuilder", "CreateBuilder", "DivertInStages", "DivertInStages", "SoakEachStage", "Bake", "HoldAtMost",
            "ApproveBefore", "ApproveBefore", "ApproveBeforeFinish", "AcknowledgeRisk", "InsertBefore/InsertAfter", "Stage", "Preflight", "InsertBefore/InsertAfter");
        error.Message.Should().StartWith("The upgrade plan has 16 problems:");
        error.Message.Split(Environment.NewLine).Skip(1).Should().Equal(error.Problems.Select(p => "- " + p));
    }

    private static void RefusesTime(UpgradePlanBuilder builder, string call, TimeSpan time) => SamplePlans.ProblemsOf(builder)
        .Should().Equal($"{call}({time}): the time must be more than zero and at most 49 days, for without watching nothing can be told. Write {call}(TimeSpan.FromMinutes(…)).");
}
