using Kong.Upgrade.Benchmarks.Judging.Results;
using Kong.Upgrade.Benchmarks.Judging.Sampling;

namespace Kong.Upgrade.Benchmarks.Tests.Judging;

public class SamplingTests
{
    private const int Draws = 200_000;

    private readonly Randoms randoms = new(42);

    [Fact]
    public void Next_OfTheReferenceState_IsDeterministic()
    {
        (Randoms one, Randoms other) = (new(7), new(7));
        for (int i = 0; i < 100; i++) one.Next().Should().Be(other.Next());
        new Randoms(8).Next().Should().NotBe(new Randoms(7).Next());
        Randoms.Seed("a", 1).Should().NotBe(Randoms.Seed("a", 2)).And.NotBe(Randoms.Seed("b", 1));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(3)]
    [InlineData(9.9)]
    [InlineData(10.1)]
    [InlineData(475)]
    [InlineData(19_000)]
    public void Poisson_OfAMean_HasThatMeanAndVariance(double mean) => ShouldHave(() => Poisson.Next(randoms, mean), mean, mean);

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(475, 0.001)]
    [InlineData(475, 0.05)]
    [InlineData(475, 0.7)]
    [InlineData(50, 0.98)]
    [InlineData(19_000, 0.4)]
    public void Binomial_OfAPart_HasItsMeanAndVariance(int n, double p) => ShouldHave(() => Binomial.Next(randoms, n, p), n * p, n * p * (1 - p));

    [Fact]
    public void Binomial_NearTheChangeOfMethod_HasTheExactDistribution()
    {
        foreach ((int n, double p) in ((int, double)[])[(40, 0.24), (40, 0.26)])
        {
            int[] seen = new int[n + 1];
            for (int i = 0; i < Draws; i++) seen[Binomial.Next(randoms, n, p)]++;
            double chi = 0;
            for (int k = 2; k <= 20; k++)
            {
                double expected = Draws * Math.Exp(LogFactorial.Of(n) - LogFactorial.Of(k) - LogFactorial.Of(n - k) + k * Math.Log(p) + (n - k) * Math.Log(1 - p));
                chi += (seen[k] - expected) * (seen[k] - expected) / expected;
            }
            chi.Should().BeLessThan(45, "19 degrees of freedom");
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(2.5)]
    public void Gamma_OfAShape_HasThatMeanAndVariance(double shape) => ShouldHave(() => Gamma.Next(randoms, shape), shape, shape);

    [Fact]
    public void Normal_OfManyDraws_IsStandard() => ShouldHave(randoms.Normal, 0, 1);

    [Theory]
    [InlineData(20)]
    [InlineData(475)]
    public void Buckets_FewOrMany_AreFilledAsLikely(int requests)
    {
        double[] likely = [0.1, 0.25, 0.4, 0.2, 0.04, 0.0099, 0.0001];
        Buckets buckets = new(likely);
        int[] counts = new int[likely.Length];
        int rounds = Draws / requests;
        for (int i = 0; i < rounds; i++) buckets.Add(randoms, requests, counts);
        counts.Sum().Should().Be(rounds * requests);
        for (int i = 0; i < likely.Length; i++)
            (counts[i] / (double)counts.Sum()).Should().BeApproximately(likely[i], 4.5 * Math.Sqrt(likely[i] * (1 - likely[i]) / counts.Sum()));
    }

    [Theory]
    [InlineData(2.3263478740408408, 0.01)]
    [InlineData(1.959963984540054, 0.025)]
    [InlineData(3.719016485455709, 1e-4)]
    [InlineData(-1.2815515655446004, 0.9)]
    public void Gauss_OfKnownQuantiles_IsExact(double z, double above)
    {
        Gauss.Above(z).Should().BeApproximately(above, above * 1e-9);
        Gauss.Quantile(above).Should().BeApproximately(z, 1e-9);
    }

    [Theory]
    [InlineData(0, 10_000, 0, 3.6882e-4)]
    [InlineData(1, 10_000, 2.5318e-6, 5.5704e-4)]
    [InlineData(5, 10, 0.187086, 0.812914)]
    [InlineData(10, 10, 0.691503, 1)]
    public void ClopperPearson_OfKnownCounts_IsExact(int hits, int all, double lower, double upper)
    {
        ClopperPearson interval = ClopperPearson.Of(hits, all);
        interval.Lower.Should().BeApproximately(lower, 1e-4 * lower);
        interval.Upper.Should().BeApproximately(upper, 1e-4 * upper);
    }

    private static void ShouldHave(Func<double> draw, double mean, double variance)
    {
        (double sum, double squares) = (0, 0);
        for (int i = 0; i < Draws; i++)
        {
            double off = draw() - mean;
            (sum, squares) = (sum + off, squares + off * off);
        }
        (sum / Draws).Should().BeApproximately(0, 4.5 * Math.Sqrt(variance / Draws));
        (squares / Draws).Should().BeApproximately(variance, variance * 0.05);
    }
}
