using Kong.Upgrade.Benchmarks.Judging;
using Kong.Upgrade.Benchmarks.Judging.Results;
using Kong.Upgrade.Benchmarks.Judging.Rivals;
using Kong.Upgrade.Benchmarks.Judging.Sampling;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Tests.Judging;

/// <summary>The rivals against table 3.3 of progressive delivery and the values of its 4.9.</summary>
public class RivalTests
{
    [Theory]
    [InlineData(60, 1, 120, 6001)]
    [InlineData(60, 5, 360, 18002)]
    [InlineData(60, 10, 660, 33005)]
    [InlineData(10, 5, 60, 3003)]
    public void Flagger_AllFail_RollsBackOneTickLaterThanItSays(double interval, int threshold, double seconds, double failed)
    {
        Endings endings = Trials.Of(Defects.All100, () => new Flagger(interval, threshold), 40);
        endings.RolledBack.Should().Be(40);
        endings.Quantile(0, e => e.Second).Should().Be(seconds);
        endings.Quantile(1, e => e.Second).Should().Be(seconds);
        endings.Mean(e => e.Failed).Should().BeApproximately(failed, failed * 0.01);
    }

    [Theory]
    [InlineData(300, 3, 0.95, 300, 1200, 270022)]
    [InlineData(60, 3, 0.99, 60, 240, 53996)]
    [InlineData(60, 0, 0.99, 60, 60, 2999)]
    public void Argo_AllFail_RollsBackWhileTheWeightGoesOn(double interval, int limit, double success, double pause, double seconds, double failed)
    {
        Endings endings = Trials.Of(Defects.All100, () => new Argo(interval, limit, success, pause), 20);
        endings.RolledBack.Should().Be(20);
        endings.Quantile(0.5, e => e.Second).Should().Be(seconds);
        endings.Mean(e => e.Failed).Should().BeApproximately(failed, failed * 0.01);
    }

    [Fact]
    public void FlaggerAndArgo_OnePercentFails_AreLeftToChance()
    {
        Trials.Of(Defects.One, () => new Flagger(60, 1), 300).Part.Should().BeApproximately(0.97, 0.03);
        Trials.Of(Defects.One, () => new Flagger(60, 5), 300).Part.Should().BeApproximately(0.50, 0.09);
        Trials.Of(Defects.One, () => new Flagger(60, 10), 300).Part.Should().BeApproximately(0.09, 0.05);
        Trials.Of(Defects.One, () => new Argo(60, 3, 0.99, 60), 300).Part.Should().BeApproximately(0.20, 0.07);
        Trials.Of(Defects.One, () => new Argo(300, 3, 0.95, 300), 20).Part.Should().Be(0);
    }

    [Fact]
    public void FlaggerAndArgo_NothingHappens_Finish()
    {
        Endings flagger = Trials.Of(Nulls.Clean, () => new Flagger(60, 1), 40), argo = Trials.Of(Nulls.Clean, () => new Argo(60, 0, 0.99, 60), 40);
        (flagger.Finished, argo.Finished).Should().Be((40, 40));
        (flagger.Quantile(0.5, e => e.Second), argo.Quantile(0.5, e => e.Second)).Should().Be((300, 300));
    }

    [Fact]
    public void FlaggerAndArgo_NearlyNoTraffic_RollBackHealthyGreens()
    {
        Scenario quiet = Nulls.All.Single(n => n.Name == "0.2 rps");
        Trials.Of(quiet, () => new Flagger(60, 1), 400).Part.Should().BeApproximately(0.70, 0.1);
        Trials.Of(quiet, () => new Argo(60, 0, 0.99, 60), 400).Part.Should().BeApproximately(0.72, 0.1);
    }

    [Fact]
    public void Kayenta_FivePercentFail_IsCertainAtItsFirstJudgement()
    {
        Endings endings = Trials.Of(Defects.Five, () => new Kayenta("quick", 300, 10, 6), 20);
        (endings.RolledBack, endings.Quantile(0.5, e => e.Second)).Should().Be((20, 300));
        endings.Mean(e => e.Failed).Should().BeApproximately(748, 20);
    }

    [Fact]
    public void Msprt_OfTheTextbook_IsItsRatio() => Msprt.Ratio(2 / 100.0, 1, 0.5).Should().BeApproximately(64.17015, 0.00001);

    [Fact]
    public void Envoy_HalfOfAllHostsDead_SeesNoOutlier()
    {
        Envoy.IsOutlier([200, 200, 200, 200, 200, 200], [0, 0, 0, 200, 200, 200]).Should().BeFalse();
        Envoy.IsOutlier([200, 200, 200, 200, 200, 200], [0, 0, 0, 0, 0, 200]).Should().BeTrue();
        Envoy.IsOutlier([200, 200, 0, 0, 0, 200], [0, 0, 0, 0, 0, 200]).Should().BeFalse("it wants five hosts");
    }

    [Theory]
    [InlineData(4, 0, 335.3)]
    [InlineData(4, 1, 8.38)]
    [InlineData(4, 2, 3.34)]
    [InlineData(5, 0.5, 38.0)]
    [InlineData(5, 1, 10.38)]
    public void Cusum_OfNormalNumbers_RunsAsLongAsTextbooksSay(double threshold, double shift, double length)
    {
        Randoms randoms = new(1);
        double steps = 0;
        const int runs = 10_000;
        for (int run = 0; run < runs; run++)
        {
            Cusum sum = new(threshold);
            do steps++;
            while (!sum.Add(randoms.Normal() + shift - 0.5));
        }
        (steps / runs).Should().BeApproximately(length, length * 0.035);
    }

    [Fact]
    public void Oracle_AllFail_NeedsOneScrape() => Trials.Of(Defects.All100, () => new Oracle(), 20).Quantile(1, e => e.Second).Should().Be(1);

    [Fact]
    public void Rules_RunAgainOnOneInstance_EndAsOnAnother()
    {
        foreach (Func<IRule> rule in (Func<IRule>[])[() => new Flagger(10, 5), () => new Argo(60, 3, 0.99, 60), () => new Kayenta("quick", 60, 10, 3), () => new Envoy(), () => new Msprt(), () => new Oracle()])
        {
            Trial one = new(Defects.One, rule());
            one.Run(1);
            one.Run(2).Should().Be(new Trial(Defects.One, rule()).Run(2));
        }
    }
}
