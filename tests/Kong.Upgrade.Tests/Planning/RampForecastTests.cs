using Kong.Upgrade.Judging;
using Kong.Upgrade.Planning;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests.Planning;

public class RampForecastTests
{
    private static readonly AlarmForecast alarm = new(new(), new(1000, 0.001, 1));

    private static readonly AlarmForecast strict = new(new() { Errors = Tolerance.None }, new(1000, 0.001, 1));

    [Theory]
    [InlineData(1, 3.645)]
    [InlineData(0.05, 0.0957)]
    [InlineData(0.01, 0.00836)]
    public void Information_WithTolerance_IsThePublished(double defect, double nats) => alarm.Information(0.05, defect).Should().BeApproximately(nats, nats * 0.01);

    [Theory]
    [InlineData(0.01, 1, 5.267)]
    [InlineData(0.5, 1, 1.378)]
    [InlineData(0.01, 0.05, 0.1374)]
    [InlineData(0.05, 0.05, 0.1113)]
    [InlineData(0.5, 0.05, 0.0310)]
    [InlineData(0.01, 0.01, 0.01367)]
    [InlineData(0.05, 0.01, 0.01229)]
    [InlineData(0.5, 0.01, 0.00429)]
    [InlineData(0.05, 0.002, 0.00036)]
    public void Information_Strict_IsThePublished(double share, double defect, double nats) => strict.Information(share, defect).Should().BeApproximately(nats, nats * 0.02);

    [Theory]
    [InlineData(1, 6700)]
    [InlineData(5, 7000)]
    [InlineData(10, 8000)]
    [InlineData(25, 10_000)]
    [InlineData(50, 15_000)]
    public void RequestsToAccept_OfTheUsualMargin_AreNearThePublished(double percent, double published)
    {
        JudgeOptions options = new() { AcceptedHarm = 0, Ignored = [JudgeSignal.KongLatency, JudgeSignal.RequestLatency] };
        SamplePlans.Patch().Gate(Gate.Judge(options)).DivertInStages(percent, 100).Build().Forecast(1000, 0.001, 1).Stages[0].RequestsToAccept
            .Should().BeInRange(published / 1.5, published * 1.5);
    }

    [Fact]
    public void Forecast_OfTimes_CountsANodesFirstRequestsOnce()
    {
        UpgradePlan plan = SamplePlans.Patch().DivertInStages(1, 2, 100).Build(), without = SamplePlans.Patch().Gate(Gate.Judge(new() { Ignored = [JudgeSignal.KongLatency, JudgeSignal.RequestLatency] })).DivertInStages(1, 2, 100).Build();
        double[] more = [.. plan.Forecast(1000).Stages.Zip(without.Forecast(1000).Stages, (a, b) => Math.Round(a.RequestsToAccept - b.RequestsToAccept))];
        more.Should().Equal(100, 0, 0);
    }

    [Fact]
    public void Forecast_OfAMinimum_WaitsForIt()
    {
        StageForecast stage = SamplePlans.Patch().MinimumRequests(500_000).Build().Forecast(1000).Stages[1];
        (stage.RequestsToAccept, stage.TimeToAccept, stage.IsUndecided).Should().Be((500_000, TimeSpan.FromSeconds(10_000), true));
    }

    [Fact]
    public void Forecast_OfATotalFailure_CostsNoLessThanItsLooks()
    {
        DecisionForecast decision = SamplePlans.PatchPlan.Forecast(1000).Stages[0].Decisions[0];
        decision.Time.Should().BeCloseTo(TimeSpan.FromSeconds(new JudgeOptions().LooksToDecide), TimeSpan.FromMilliseconds(1));
        decision.FailedRequests.Should().BeApproximately(10 * 5.2, 0.01, "the way back takes 0.2 s");
    }

    [Fact]
    public void Forecast_OfAHold_CostsTheTimeForWhichTheRunMayHold()
    {
        DecisionForecast decision = SamplePlans.Patch().HoldAtMost(TimeSpan.FromSeconds(100)).Build().Forecast(1000).Stages[^1].Decisions[1];
        decision.IsHold.Should().BeTrue();
        decision.FailedRequests.Should().BeApproximately(50 * (decision.Time.TotalSeconds + 100.2), 0.01);
    }

    [Theory]
    [InlineData(UndecidedPolicy.GoBack, true)]
    [InlineData(UndecidedPolicy.GoOn, false)]
    [InlineData(UndecidedPolicy.Halt, false)]
    public void Forecast_OfADefectThatTakesTooLong_GoesBackWhenTheStagesTimeIsUpIfThePlanDoes(UndecidedPolicy policy, bool goesBack)
    {
        RampForecast forecast = SamplePlans.Patch().HoldAtMost(TimeSpan.FromMinutes(2), policy).StageAtMost(TimeSpan.FromMinutes(30)).Build().Forecast(2);
        DecisionForecast decision = forecast.Stages[1].Decisions[1], accepted = forecast.Stages[0].Decisions[1];
        decision.IsUndecided.Should().Be(goesBack);
        decision.Time.Should().BeGreaterThan(TimeSpan.FromHours(3));
        if (goesBack) decision.FailedRequests.Should().BeApproximately(0.1 * 0.05 * 1800.2, 1e-6);
        else decision.FailedRequests.Should().BeGreaterThan(50);
        accepted.IsUndecided.Should().BeFalse("5 % at a share of 1 % are within what is accepted there");
    }

    [Fact]
    public void Forecast_OfWhatIsTolerated_IsNotNoticed()
    {
        UpgradePlan plan = SamplePlans.Patch().Gate(Gate.Judge(new() { Errors = new(1.25, 0.02) })).Build();
        DecisionForecast decision = plan.Forecast(1000).Stages[0].Decisions[2];
        (decision.IsNoticed, decision.Time, decision.FailedRequests).Should().Be((false, TimeSpan.MaxValue, double.PositiveInfinity));
    }

    [Fact]
    public void Forecast_OfLaterStages_HasTheWorstThatTheStageBeforeAllows()
    {
        RampForecast forecast = SamplePlans.PatchPlan.Forecast(1000);
        forecast.Stages.Select(s => s.Worst is { } worst ? Math.Round(worst.DefectRate, 6) : 0).Should().Equal(1, 0.0515, 0.0115, 0, 0);
        forecast.WorstCase.Should().Be(forecast.Stages.Max(s => s.Worst?.FailedRequests ?? 0)).And.Be(forecast.WorstStage!.Worst!.FailedRequests);
        forecast.LateFault.Should().Be(forecast.Stages[^1].Decisions[0].FailedRequests).And.BeGreaterThan(5000);
    }

    [Fact]
    public void Time_OfAGoodGreen_IsTheLongerOfSoakAndProof()
    {
        UpgradePlan plan = SamplePlans.Patch().SoakEachStage(TimeSpan.FromMinutes(1)).Build();
        RampForecast forecast = plan.Forecast(1000);
        forecast.Time.Should().Be(TimeSpan.FromTicks(forecast.Stages.Sum(s => Math.Max(s.TimeToAccept.Ticks, TimeSpan.TicksPerMinute))));
        plan.Forecast(2).Time.Should().Be(TimeSpan.MaxValue, "a stage would be undecided");
        SamplePlans.Full().Build().Forecast(1000).Time.Should().BeNull("nobody judges");
    }

    [Fact]
    public void Describe_AtLittleTraffic_IsAsApproved() => ApprovedText.Check(SamplePlans.PatchPlan.Forecast(2).Describe(), "forecast-little-traffic");

    [Fact]
    public void Describe_WithoutAJudge_SaysThatGatesDecideByTheirCounts()
    {
        RampForecast forecast = SamplePlans.Full().Build().Forecast(1000);
        (forecast.IsJudged, forecast.WorstCase, forecast.LateFault, forecast.WorstStage).Should().Be((false, 0, 0, null));
        forecast.Describe().Should().Contain("the plan has no judge: its gates decide by their minimum counts");
        forecast.ToString().Should().Be("At 1,000 requests a second nothing is forecast: the plan has no judge, and its gates decide by their minimum counts.");
    }

    [Theory]
    [InlineData(UndecidedPolicy.GoBack, "all traffic goes back to blue")]
    [InlineData(UndecidedPolicy.Halt, "the run halts where it is and a person decides")]
    [InlineData(UndecidedPolicy.GoOn, "the next stage begins if all that is missing is requests, otherwise all traffic goes back to blue")]
    [InlineData(UndecidedPolicy.Synthesise, "the next stage begins if requests of ours have proven green, otherwise all traffic goes back to blue")]
    public void Describe_AnyPolicy_SaysWhatHappensWhenUndecided(UndecidedPolicy policy, string then) =>
        SamplePlans.Patch().HoldAtMost(TimeSpan.FromMinutes(2), policy).Build().Forecast(1000).Describe().Should().EndWith($"    undecided   after 60 min at a stage, or 2 min of trouble: {then}\n");

    [Fact]
    public void ToString_AnyForecast_IsOneLine()
    {
        SamplePlans.PatchPlan.Forecast(1000).ToString().Should().MatchRegex(@"^At 1,000 requests a second a good green takes about \d+ min to all traffic; the worst case costs about [\d,]+ failed requests, at stage [\d.]+ %\.$");
        SamplePlans.PatchPlan.Forecast(2).ToString().Should().MatchRegex(@"^At 2 requests a second stage [\d.]+ % needs [\d.]+ (hours|days) to be accepted and will be undecided after 60 min; ");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1.1e9)]
    public void Forecast_TrafficThatIsNone_IsRefused(double requests) =>
        FluentActions.Invoking(() => SamplePlans.PatchPlan.Forecast(requests)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Traffic is more than 0 and at most 1,000,000,000 requests a second.*");

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.51)]
    [InlineData(double.NaN)]
    public void Forecast_RateThatIsNone_IsRefused(double rate) =>
        FluentActions.Invoking(() => SamplePlans.PatchPlan.Forecast(10, rate)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Blue's rate of failures is from 0 to 0.5*");

    [Theory]
    [InlineData(0.9)]
    [InlineData(1001)]
    [InlineData(double.NaN)]
    public void Forecast_DispersionThatIsNone_IsRefused(double dispersion) =>
        FluentActions.Invoking(() => SamplePlans.PatchPlan.Forecast(10, 0.001, dispersion)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Failures come in clusters of 1 to 1000.*");

    /// <summary>Every number is one, whatever is asked.</summary>
    [Fact]
    public void Forecast_AnyTraffic_HasNumbersThatAreNumbers()
    {
        foreach (double requests in new[] { 1e-6, 0.01, 2, 1e3, 1e9 })
            foreach (double rate in new[] { 0, 1e-6, 0.001, 0.2, 0.5 })
                foreach (double dispersion in new[] { 1, 30.0 })
                {
                    RampForecast forecast = SamplePlans.Patch().DivertInStages(0.0001, 1, 50, 100).Build().Forecast(requests, rate, dispersion);
                    foreach (DecisionForecast decision in forecast.Stages.SelectMany(s => s.Decisions)) (decision.GreenRequests > 0 && decision.FailedRequests > 0).Should().BeTrue($"{decision}");
                    forecast.Stages.Should().OnlyContain(s => s.RequestsToAccept > 0);
                    forecast.Describe().Should().NotContain("NaN").And.NotContain("∞");
                }
    }
}
