using Kong.Upgrade.Planning;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests.Planning;

public class BudgetStagesTests
{
    [Theory]
    [InlineData(1000, 50, 0.1)]
    [InlineData(1000, 500, 0.1)]
    [InlineData(1000, 100_000, 0.1)]
    [InlineData(100, 50, 0.1)]
    [InlineData(20, 50, 1)]
    [InlineData(20_000, 120, 0.01)]
    [InlineData(20_000, 200, 0.1)]
    public void Stages_OfABudget_KeepItAndAreNoSmallerThanNeeded(double traffic, int budget, double smallest)
    {
        UpgradePlan plan = SamplePlans.Patch().ExpectTraffic(traffic).AtMostFailedRequests(budget, smallest).Build();
        double[] shares = [.. plan.Stages.Select(s => (double)s.Percent)];

        shares.Should().BeInAscendingOrder().And.EndWith(100).And.OnlyContain(s => Math.Abs((s / smallest) - Math.Round(s / smallest)) < 1e-6);
        shares.Zip(shares.Skip(1), (a, b) => b / a).Should().OnlyContain(step => step <= 5 + 1e-9, "a fault that shows under load is met at no steeper step");
        shares[^2].Should().BeLessThanOrEqualTo(50);
        plan.Forecast(traffic).Stages[0].Worst!.FailedRequests.Should().BeLessThanOrEqualTo(budget);
        if (shares[0] + smallest <= 50) At(traffic, shares[0] + smallest).Should().BeGreaterThan(budget, "a larger first stage would cost too much");
        SamplePlans.Patch().ExpectTraffic(traffic).AtMostFailedRequests(budget, smallest).DivertInStages(shares).Build().Stages.Should().Equal(plan.Stages, "they pass the check of stages that were given");
    }

    [Fact]
    public void Stages_OfAUsualBudget_AreThese() =>
        SamplePlans.Patch().ExpectTraffic(1000).AtMostFailedRequests(50).Build().Stages.Select(s => s.Percent).Should().Equal(0.9m, 4.5m, 22.5m, 50m, 100m);

    [Fact]
    public void Stages_WithExpectedTrafficOnly_AreTheUsual() => SamplePlans.Patch().ExpectTraffic(1000).Build().Stages.Should().Equal(SamplePlans.PatchPlan.Stages);

    [Fact]
    public void Properties_OfAPlan_AreWhatWasSaid()
    {
        UpgradePlan plan = SamplePlans.Patch().ExpectTraffic(123.5).AtMostFailedRequests(77).MinimumRequests(9).Build();
        (plan.ExpectedTraffic, plan.FailedRequestBudget, plan.MinimumRequests).Should().Be((123.5, 77, 9));
        (SamplePlans.PatchPlan.ExpectedTraffic, SamplePlans.PatchPlan.FailedRequestBudget, SamplePlans.PatchPlan.MinimumRequests).Should().Be((null, null, 0));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(2e9, "2000000000")]
    public void Build_TrafficOutOfRange_IsRefused(double traffic, string said) => SamplePlans.ProblemsOf(SamplePlans.Patch().ExpectTraffic(traffic))
        .Should().Equal($"ExpectTraffic({said}): the traffic must be more than 0 and at most 1,000,000,000 requests a second. Write what blue answers now, such as ExpectTraffic(200).");

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000_000_001)]
    public void Build_MinimumOutOfRange_IsRefused(long minimum) => SamplePlans.ProblemsOf(SamplePlans.Patch().MinimumRequests(minimum))
        .Should().Equal($"MinimumRequests({minimum}): a stage can wait for 0 to 1,000,000,000,000 requests. Write for example MinimumRequests(1000).");

    [Theory]
    [InlineData(0)]
    [InlineData(-50)]
    public void Build_BudgetOfNothing_IsRefused(int budget) => SamplePlans.ProblemsOf(SamplePlans.Patch().ExpectTraffic(10).AtMostFailedRequests(budget))
        .Should().Equal($"AtMostFailedRequests({budget}): a budget of failed requests is at least 1, for a fault that nobody meets is not seen. Write for example AtMostFailedRequests(50).");

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.00001, "1E-05")]
    [InlineData(50.1, "50.1")]
    [InlineData(double.NaN, "NaN")]
    public void Build_SmallestShareOutOfRange_IsRefused(double smallest, string said) => SamplePlans.ProblemsOf(SamplePlans.Patch().ExpectTraffic(10).AtMostFailedRequests(50, smallest))
        .Should().Equal($"AtMostFailedRequests(50, {said}): the smallest share is in percent, at least 0.0001 and at most 50. Write what the balancer can give, such as 0.1.");

    [Fact]
    public void Build_BudgetWithoutTraffic_IsRefused() => SamplePlans.ProblemsOf(SamplePlans.Patch().AtMostFailedRequests(50))
        .Should().Equal("AtMostFailedRequests(50): how many requests fail depends on how many come. Call ExpectTraffic(…) too.");

    [Fact]
    public void Build_BudgetWithoutAJudge_IsRefused() => SamplePlans.ProblemsOf(SamplePlans.Patch().Gate(Gate.MaxErrorRate(0.01)).ExpectTraffic(10).AtMostFailedRequests(50))
        .Should().Equal("AtMostFailedRequests(50): how many requests a decision takes can only be said of the judge, and the plan has simple gates only. Add Gate(Gate.Judge()), or leave the budget out.");

    [Fact]
    public void Build_BudgetThatNoStagesKeep_IsRefused() => SamplePlans.ProblemsOf(SamplePlans.Patch().ExpectTraffic(100_000).AtMostFailedRequests(50))
        .Should().Equal("AtMostFailedRequests(50): no stages keep that at 100000 requests a second: at the smallest share, 0.1 %, a green that fails everything costs about 520 failed requests until traffic is back on blue. "
            + "Allow more, or name a smaller smallest share if the balancer can give it: AtMostFailedRequests(50, smallestPercent: …), or let a small share prove more (JudgeOptions.AcceptedHarm).");

    [Fact]
    public void Build_NextStepThatBreaksTheBudget_IsRefused() => SamplePlans.ProblemsOf(SamplePlans.Patch().ExpectTraffic(1000).AtMostFailedRequests(60, 1).Gate(Gate.Judge(new() { AcceptedHarm = 0.1 })))
        .Should().ContainSingle().Which.Should().StartWith("AtMostFailedRequests(60): no stages keep that at 1000 requests a second: after 2 % the next step, 3 %, costs about ").And.Contain(" when green fails 50.15 % of its requests, which 2 % does not rule out. ");

    [Fact]
    public void Build_GivenStagesThatBreakTheBudget_AreRefusedWithTheirCost() => SamplePlans.ProblemsOf(SamplePlans.Patch().ExpectTraffic(1000).AtMostFailedRequests(50).DivertInStages(10, 100))
        .Should().Equal("DivertInStages(10, 100): at 10 % of 1000 requests a second a green that fails everything costs about 520 failed requests until traffic is back on blue; AtMostFailedRequests allows 50. "
            + "Leave DivertInStages out, and the stages are computed, or allow more.");

    [Fact]
    public void Build_GivenStageThatIsJustTooLarge_IsRefused()
    {
        SamplePlans.ProblemsOf(SamplePlans.Patch().ExpectTraffic(1000).AtMostFailedRequests(51).DivertInStages(1, 5, 100)).Should().ContainSingle().Which.Should().Contain("costs about 52 failed requests");
        SamplePlans.Patch().ExpectTraffic(1000).AtMostFailedRequests(53).DivertInStages(1, 5, 100).Build().Stages.Should().HaveCount(3);
    }

    [Fact]
    public void Build_GivenStepThatIsTooLarge_IsRefusedWithItsCost() => SamplePlans.ProblemsOf(SamplePlans.Patch().ExpectTraffic(1000).AtMostFailedRequests(60).DivertInStages(1, 100))
        .Should().ContainSingle().Which.Should().StartWith("DivertInStages(1, 100): at 100 % of 1000 requests a second a green that fails 5.15 % of its requests, which 1 % does not rule out, costs ");

    [Fact]
    public void Build_StagesThatAreNone_AreComplainedOfOnce() =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().ExpectTraffic(1000).AtMostFailedRequests(50).DivertInStages(5, 1)).Should().OnlyContain(p => p.StartsWith("DivertInStages(5, 1): ") && !p.Contains("AtMostFailedRequests"));

    [Fact]
    public void OverBudget_AtMoreTrafficThanExpected_IsTheStageThatCostsMore()
    {
        UpgradePlan plan = SamplePlans.Patch().ExpectTraffic(1000).AtMostFailedRequests(50).Build();
        plan.Forecast(1000).OverBudget.Should().BeNull();
        plan.Forecast(1000).Describe().Should().Contain("    budget      50 is kept");
        RampForecast more = plan.Forecast(3000);
        more.OverBudget.Should().BeSameAs(more.Stages[0]);
        more.Describe().Should().Contain($"    budget      50 is not kept: 100 % failing at {plan.Stages[0]} costs 140\n");
        SamplePlans.PatchPlan.Forecast(1e6).OverBudget.Should().BeNull("there is no budget");
    }

    [Fact]
    public void Describe_OfAPlanWithABudget_IsAsApproved() =>
        ApprovedText.Check(SamplePlans.Patch().ExpectTraffic(1000).AtMostFailedRequests(50).MinimumRequests(1000).Build().Describe(), "plan-budget");

    private static double At(double traffic, double percent) => SamplePlans.Patch().DivertInStages(percent, 100).Build().Forecast(traffic).Stages[0].Worst!.FailedRequests;
}
