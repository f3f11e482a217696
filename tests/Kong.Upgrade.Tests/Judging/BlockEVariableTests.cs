using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Tests.Judging;

public class BlockEVariableTests
{
    private static readonly Tolerance tolerance = new(1.25, 0.0005);

    [Theory]
    [InlineData(950, 1, 50, 3, 0.001, 0.05, 6.864454, 5.964294)]
    [InlineData(950, 1, 50, 0, 0.001, 0.05, -1.300005, -1.458887)]
    [InlineData(4750, 5, 250, 13, 0.001, 0.05, 28.879296, 24.872683)]
    [InlineData(100, 2, 100, 9, 0.02, 0.10, 2.526985, 1.748576)]
    public void Log_OfPublishedBlocks_IsTheirValue(long blue, long blueEvents, long green, long greenEvents, double blueGuess, double greenGuess, double strict, double tolerant)
    {
        BlockCounts block = new(blue, blueEvents, green, greenEvents);
        BlockEVariable.Log(block, blueGuess, greenGuess, Tolerance.None).Should().BeApproximately(strict, 1e-6);
        BlockEVariable.Log(block, blueGuess, greenGuess, tolerance).Should().BeApproximately(tolerant, 1e-6);
    }

    [Fact]
    public void Projection_OfPublishedBlock_IsItsValue()
    {
        NullProjection.Of(950, 0.001, 50, 0.05, Tolerance.None).Should().BeApproximately(0.00345, 1e-9);
        double blue = NullProjection.Of(950, 0.001, 50, 0.05, tolerance);
        blue.Should().BeApproximately(0.00313021, 1e-8);
        tolerance.Limit(blue).Should().BeApproximately(0.00441276, 1e-8);
    }

    /// <summary>The mean over every possible outcome, on the border of the null.</summary>
    [Theory]
    [InlineData(1, 0, new[] { 0.8399, 0.9107, 0.9710, 0.8991 })]
    [InlineData(1.25, 0.01, new[] { 0.8850, 0.9409, 0.9850, 0.8901 })]
    public void Log_OverAllOutcomes_HasAMeanOfAtMostOne(double factor, double addend, double[] published)
    {
        double[] rates = [0.01, 0.05, 0.1, 0.3];
        for (int i = 0; i < rates.Length; i++) Mean(6, 3, 0.05, 0.4, rates[i], new(factor, addend)).Should().BeApproximately(published[i], 1e-4);
    }

    [Fact]
    public void Log_OverAllOutcomesAnywhereInTheNull_NeverExceedsOneOnAverage() =>
        CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Int[1, 8], CsCheck.Gen.Int[1, 8], CsCheck.Gen.Double[0.001, 0.5], CsCheck.Gen.Double[0.001, 0.9], CsCheck.Gen.Double[0, 0.6], CsCheck.Gen.Double[0, 1]),
            (blue, green, blueGuess, greenGuess, rate, below) =>
            {
                Tolerance some = new(1.25, 0.01);
                if (greenGuess <= some.Limit(blueGuess)) return;
                double green0 = Math.Min(1, below * some.Limit(rate));
                Mean(blue, green, blueGuess, greenGuess, rate, green0, some).Should().BeLessThanOrEqualTo(1 + 1e-9);
            },
            iter: 2000);

    /// <summary>The same with the null reversed, as acceptance has it.</summary>
    [Fact]
    public void Log_OfAGuessBelowTheBorder_NeverExceedsOneOnAverageAboveIt() =>
        CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Int[1, 8], CsCheck.Gen.Int[1, 8], CsCheck.Gen.Double[0.001, 0.5], CsCheck.Gen.Double[0, 0.6], CsCheck.Gen.Double[0, 1]),
            (blue, green, guess, rate, above) =>
            {
                Tolerance margin = new(1.5, 0.001);
                double least = margin.Limit(rate);
                if (least > 1 || margin.Limit(guess) >= 0.999) return;
                Mean(blue, green, guess, guess, rate, least + (above * (1 - least)), margin).Should().BeLessThanOrEqualTo(1 + 1e-9);
            },
            iter: 2000);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    public void Log_OfOneSideAlone_IsNoEvidence(long blue, long green) =>
        BlockEVariable.Log(new(blue, 0, green, 0), 0.01, 0.5, tolerance).Should().Be(0);

    private static double Mean(int blue, int green, double blueGuess, double greenGuess, double rate, Tolerance some) =>
        Mean(blue, green, blueGuess, greenGuess, rate, some.Limit(rate), some);

    private static double Mean(int blue, int green, double blueGuess, double greenGuess, double blueRate, double greenRate, Tolerance some)
    {
        double mean = 0;
        for (int b = 0; b <= blue; b++)
            for (int g = 0; g <= green; g++)
                mean += Chance(blue, b, blueRate) * Chance(green, g, greenRate) * Math.Exp(BlockEVariable.Log(new(blue, b, green, g), blueGuess, greenGuess, some));
        return mean;
    }

    private static double Chance(int n, int k, double p)
    {
        double ways = 1;
        for (int i = 0; i < k; i++) ways *= (double)(n - i) / (i + 1);
        return ways * Math.Pow(p, k) * Math.Pow(1 - p, n - k);
    }
}
