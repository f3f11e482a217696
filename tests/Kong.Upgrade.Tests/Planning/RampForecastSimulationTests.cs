using Kong.Upgrade.Judging;
using Kong.Upgrade.Planning;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests.Planning;

/// <summary>What the forecast says against what the judge then does, over 200 seeded runs each.</summary>
public class RampForecastSimulationTests
{
    private const int Runs = 200;

    private static readonly JudgeOptions failuresOnly = new() { Ignored = [JudgeSignal.ServiceErrors, JudgeSignal.KongRefusals, JudgeSignal.ServiceRefusals, JudgeSignal.KongLatency, JudgeSignal.RequestLatency] };

    [Theory]
    [InlineData(5000, 1, 2)]
    [InlineData(5000, 5, 2)]
    [InlineData(5000, 5, 1)]
    [InlineData(20000, 25, 1)]
    [InlineData(20000, 50, 2)]
    [InlineData(200, 100, 2)]
    [InlineData(20, 1, 1)]
    public void RequestsToAccept_OfTheRealJudge_LieWithinAFactorOfTwo(double requests, double percent, int blueNodes)
    {
        StageForecast stage = Stage(requests, percent, Dispersion(percent, blueNodes));
        double measured = Measured(requests, percent, 0.001, blueNodes, false, j => j.Verdict is ProbeVerdict.Accepted, stage.TimeToAccept);
        Within(measured, stage.RequestsToAccept, $"{percent} % of {requests} a second, {blueNodes} nodes");
    }

    [Theory]
    [InlineData(1000, 5, 1, 1, false)]
    [InlineData(1000, 5, 1, 2, false)]
    [InlineData(1000, 1, 0.05, 2, false)]
    [InlineData(1000, 5, 0.05, 1, false)]
    [InlineData(5000, 5, 0.01, 2, false)]
    [InlineData(5000, 25, 0.01, 2, false)]
    [InlineData(20, 1, 1, 2, false)]
    [InlineData(20, 5, 1, 1, false)]
    [InlineData(20, 5, 0.05, 2, false)]
    [InlineData(200, 100, 1, 1, false)]
    [InlineData(1000, 1, 1, 2, true)]
    [InlineData(1000, 5, 0.05, 2, true)]
    [InlineData(1000, 5, 0.05, 1, true)]
    public void RequestsToAlarm_OfTheRealJudge_LieWithinAFactorOfTwo(double requests, double percent, double defect, int blueNodes, bool isPaced)
    {
        DecisionForecast decision = Stage(requests, percent, Dispersion(percent, blueNodes)).Decisions.Single(d => d.DefectRate == defect && d.LooksPerSecond == (isPaced ? 50 : 1));
        double measured = Measured(requests, percent, defect, blueNodes, isPaced, j => j.Verdict is ProbeVerdict.Regressed, decision.Time);
        Within(measured, decision.GreenRequests, $"{defect} at {percent} % of {requests} a second, {blueNodes} nodes");
    }

    [Fact]
    public void RequestsToHold_OfTheRealJudge_LieWithinAFactorOfTwo()
    {
        DecisionForecast decision = Stage(1000, 100, Dispersion(100, 2)).Decisions.Single(d => d is { DefectRate: 0.05, LooksPerSecond: 1 });
        decision.IsHold.Should().BeTrue("there is no blue to compare with");
        Within(Measured(1000, 100, 0.05, 2, false, j => j.IsAloneInTrouble, decision.Time), decision.GreenRequests, "5 % at 100 %");
    }

    /// <summary>With one node the judge cannot measure how failures come, nor can it tell nodes apart when green has all traffic.</summary>
    private static double Dispersion(double percent, int blueNodes) => blueNodes > 1 ? 1 : new JudgeOptions().UnknownDispersion;

    private static StageForecast Stage(double requests, double percent, double dispersion) =>
        SamplePlans.Patch().Gate(Gate.Judge(failuresOnly)).DivertInStages([.. new[] { percent, 100 }.Distinct()]).Build().Forecast(requests, 0.001, dispersion).Stages[0];

    private static double Measured(double requests, double percent, double greenRate, int blueNodes, bool isPaced, Func<Judge, bool> happened, TimeSpan expected)
    {
        int looks = (int)(expected.TotalSeconds * 10 * (isPaced ? 50 : 1)) + 60;
        return SimulatedTraffic.Median(Runs, seed => new SimulatedTraffic(requests, percent / 100, 0.001, greenRate, blueNodes, isPaced, seed).RequestsUntil(happened, failuresOnly, looks));
    }

    private static void Within(double measured, double forecast, string what)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: forecast {forecast:0.#}, measured {measured:0.#}, ratio {measured / forecast:0.00}");
        (measured / forecast).Should().BeInRange(0.5, 2, $"{what}: {forecast:0.#} were forecast and {measured:0.#} measured");
    }
}
