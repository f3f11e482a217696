using Kong.Upgrade.Benchmarks.Judging.Rivals;

namespace Kong.Upgrade.Benchmarks.Tests.Judging;

/// <summary>Numbers that users of Kayenta reported (spinnaker#6278, kayenta#426) and that its own suite has.</summary>
public class KayentaTests
{
    private static readonly double[] ones = [.. Enumerable.Repeat(1.0, 10)];

    [Fact]
    public void Of_SevenOfTenAHundredTimesHigher_IsWhatWasReported()
    {
        MannWhitney shift = MannWhitney.Of(Hundreds(7), ones, 0.98);
        shift.Lower.Should().BeApproximately(6.825022991538781e-5, 1e-12);
        shift.Upper.Should().Be(99.0);
        shift.Estimate.Should().BeApproximately(98.99992904170193, 1e-9);
    }

    [Theory]
    [InlineData(7, "Pass")]
    [InlineData(8, "High")]
    public void Classify_ManyHundreds_NeedsEightOfTen(int hundreds, string expected) =>
        MannWhitneyClassifier.Classify(Hundreds(hundreds), ones).ToString().Should().Be(expected);

    [Fact]
    public void Classify_SparseErrors_Pass()
    {
        double[] sparse = [0, 1, 2, 1, 0, 0], none = [0, 0, 0, 0, 0, 0];
        MannWhitney.Of(sparse, none, 0.98).Lower.Should().BeApproximately(0, 1e-4);
        MannWhitneyClassifier.Classify(sparse, none).Should().Be(Classification.Pass);
    }

    [Fact]
    public void Of_FourAgainstFourTimesTen_IsKayentasOwnFigure() =>
        MannWhitney.Of([10, 20, 30, 40], [1, 2, 3, 4], 0.95).Estimate.Should().BeApproximately(22.5, 0.6);

    [Fact]
    public void Classify_NothingOrTheSame_IsNoDataOrPass()
    {
        MannWhitneyClassifier.Classify([], ones).Should().Be(Classification.NoData);
        MannWhitneyClassifier.Classify(ones, [.. ones]).Should().Be(Classification.Pass);
    }

    private static double[] Hundreds(int count) => [.. Enumerable.Repeat(100.0, count), .. Enumerable.Repeat(1.0, 10 - count)];
}
