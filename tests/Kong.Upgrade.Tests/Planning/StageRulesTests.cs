using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class StageRulesTests
{
    private const string Remedy = " Write for example DivertInStages(1, 5, 25, 50, 100).";

    public static TheoryData<double[], string[]> Nonsense => new()
    {
        { [], ["DivertInStages(): there are no stages."] },
        { [0, 100], [NoStage("0, 100", "0")] },
        { [0], [NoStage("0", "0")] },
        { [1, 101], [NoStage("1, 101", "101")] },
        { [-1, 100], [NoStage("-1, 100", "-1")] },
        { [double.NaN, 100], [NoStage("NaN, 100", "NaN")] },
        { [double.PositiveInfinity], [NoStage("Infinity", "Infinity")] },
        { [double.NegativeInfinity, 100], [NoStage("-Infinity, 100", "-Infinity")] },
        { [0.00001, 100], [NoStage("1E-05, 100", "1E-05")] },
        { [100.0001], [NoStage("100.0001", "100.0001")] },
        { [-1, double.NaN, 50, 0], [NoStage("-1, NaN, 50, 0", "-1"), NoStage("-1, NaN, 50, 0", "NaN"), NoStage("-1, NaN, 50, 0", "0")] },
        { [50, 25, 100], ["DivertInStages(50, 25, 100): 25 % follows 50 %; stages must rise."] },
        { [5, 5, 100], ["DivertInStages(5, 5, 100): 5 % follows 5 %; stages must rise."] },
        { [1, 5, 50], ["DivertInStages(1, 5, 50): the last stage is 50 %; green must have all traffic before blue can go. Add 100."] },
        { [100, 50], ["DivertInStages(100, 50): 50 % follows 100 %; stages must rise.", "DivertInStages(100, 50): the last stage is 50 %; green must have all traffic before blue can go. Add 100."] },
        { [99.99999, 100], ["DivertInStages(99.99999, 100): 100 % follows 100 %; stages must rise."] },
    };

    public static TheoryData<double[]> Sense => new([100], [0.0001, 100], [1, 100], [12.5, 99.9999, 100], [.. Enumerable.Range(1, 100).Select(i => (double)i)]);

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Build_StagesWithoutSense_SaysForEachValueWhatIsWrong(double[] stages, string[] problems) =>
        SamplePlans.ProblemsOf(SamplePlans.Patch().DivertInStages(stages)).Should().Equal(problems.Select(p => p + Remedy));

    [Theory]
    [MemberData(nameof(Sense))]
    public void Build_RisingStagesUpToAll_AreThePlans(double[] stages) =>
        SamplePlans.Patch().DivertInStages(stages).Build().Stages.Select(s => (double)s.Percent).Should().Equal(stages);

    private static string NoStage(string call, string value) =>
        $"DivertInStages({call}): {value} is no stage; a stage is green's share in percent, at least 0.0001 and at most 100.";
}
