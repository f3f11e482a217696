using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Tests.Judging;

/// <summary>The parts that evidence is put together from, against published and enumerated values.</summary>
public class MixtureTests
{
    [Fact]
    public void Add_EvidenceOfTwoEachBlock_GrowsAsShiryaevAndRobertsSay()
    {
        double[] state = new double[1], published = [1.5, 2.75, 5.3333, 10.5417, 20.9833];
        double unbet = 1;
        Mixture.Begin(state);
        for (int t = 1; t <= published.Length; t++)
        {
            double onset = Onsets.Block(t);
            unbet -= onset;
            Mixture.Add(state, [0], [Math.Log(2)], Math.Log(onset), 1, double.PositiveInfinity);
            Math.Exp(Mixture.Log(state, unbet)).Should().BeApproximately(published[t - 1], 1e-4);
        }
    }

    [Fact]
    public void Onsets_OfAllBlocks_SumToOne() =>
        Enumerable.Range(1, 1_000_000).Sum(t => Onsets.Block(t)).Should().BeInRange(0.999, 1);

    [Fact]
    public void Onsets_OfAllStagesAndSeconds_SumToAtMostOne()
    {
        double stage = Enumerable.Range(1, 1_000_000).Sum(second => Onsets.InStage(1, second));
        stage.Should().BeInRange(0.155, 1.0 / 6);
        Enumerable.Range(1, 100_000).Sum(s => Onsets.InStage(s, 1) / Onsets.InStage(1, 1) / 6).Should().BeInRange(0.99, 1);
    }

    [Fact]
    public void Process_NotAskedForAWhile_CatchesUpWithWhatWasBet()
    {
        Process often = new([0]), seldom = new([0]);
        double bet = 0;
        for (int t = 1; t <= 10; t++)
        {
            bet += Onsets.Block(t);
            Moment moment = new(bet, Math.Log(Onsets.Block(t)), 9, 1, 1, default);
            often.Add([0], moment, 1, 0);
            if (t == 10) seldom.Add([0], moment, 1, 0);
        }
        seldom.Log.Should().BeApproximately(often.Log, 1e-12).And.BeApproximately(0, 1e-12);
    }

    [Fact]
    public void Category_OfTwoCategories_IsTheBlockWithoutTolerance() =>
        CategoryEVariable.Log([949, 1], [0.999, 0.001], [47, 3], [0.95, 0.05]).Should().BeApproximately(6.864454, 1e-6);

    [Fact]
    public void Category_OverAllOutcomesOfThree_HasAMeanOfAtMostOne()
    {
        double[] blue = [0.7, 0.2, 0.1], green = [0.3, 0.3, 0.4];
        foreach (double[] truth in (double[][])[[0.5, 0.3, 0.2], [0.9, 0.05, 0.05], [0.34, 0.33, 0.33]])
        {
            double mean = 0;
            foreach (long[] x in Outcomes(4)) foreach (long[] y in Outcomes(3)) mean += Chance(x, truth) * Chance(y, truth) * Math.Exp(CategoryEVariable.Log(x, blue, y, green));
            mean.Should().BeLessThanOrEqualTo(1 + 1e-9);
        }
    }

    [Fact]
    public void Named_ByEBenjaminiHochberg_AreThoseWithEnoughEvidenceTogether()
    {
        // Of four at one in twenty: one alone needs 80, two need 40 each, and so on.
        EBenjaminiHochberg.Named([Math.Log(79), 0, 0, 0], 0.05).Should().BeEmpty();
        EBenjaminiHochberg.Named([0, Math.Log(81), 0, 0], 0.05).Should().Equal(1);
        EBenjaminiHochberg.Named([Math.Log(41), 0, Math.Log(42), 0], 0.05).Should().Equal(2, 0);
        EBenjaminiHochberg.Named([], 0.05).Should().BeEmpty();
    }

    [Theory]
    [InlineData(0.05, 0.001, 0.147823)]
    [InlineData(0.01, 0.001, 0.0140665)]
    [InlineData(0.02, 0.01, 0.00391362)]
    public void Lone_OfManyRequestsAtTheGuess_GainsTheDivergenceEach(double guess, double limit, double published) =>
        (LoneEVariable.Log(1_000_000, (long)(1_000_000 * guess), guess, limit) / 1_000_000).Should().BeApproximately(published, 1e-6);

    [Fact]
    public void EndlessWatch_RateRises_IsAlarmedSoonAndNeverBefore()
    {
        EndlessWatch watch = new(0.01, blocksToFalseAlarm: 1_000_000);
        for (int i = 0; i < 10_000; i++)
        {
            watch.Add(100, 1);
            watch.IsAlarmed.Should().BeFalse();
        }
        int blocks = 0;
        while (!watch.IsAlarmed && blocks < 100)
        {
            watch.Add(100, 20);
            blocks++;
        }
        blocks.Should().BeLessThan(5);
        watch.Reset();
        watch.IsAlarmed.Should().BeFalse();
    }

    /// <summary>While the rate is the limit, false alarms come on average no sooner than was asked for.</summary>
    [Fact]
    public void EndlessWatch_RateIsTheLimit_KeepsItsPromise()
    {
        Random random = new(7);
        double blocks = 0;
        const int runs = 200;
        for (int run = 0; run < runs; run++)
        {
            EndlessWatch watch = new(0.2, blocksToFalseAlarm: 50);
            while (!watch.IsAlarmed && blocks < 50_000 * runs)
            {
                int events = 0;
                for (int i = 0; i < 10; i++) if (random.NextDouble() < 0.2) events++;
                watch.Add(10, events);
                blocks++;
            }
        }
        (blocks / runs).Should().BeGreaterThanOrEqualTo(50);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 100)]
    [InlineData(0.1, 1)]
    public void EndlessWatch_NumbersOutsideTheirRange_AreRefused(double limit, double blocks) =>
        FluentActions.Invoking(() => new EndlessWatch(limit, blocks)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Dispersion_OfSingleEvents_IsOneAndOfClustersTheirSize()
    {
        Random random = new(3);
        Dispersion single = new(), clustered = new();
        for (int i = 0; i < 1000; i++)
        {
            single.Add([1000, 1000], [Drawn(random, 5), Drawn(random, 5)]);
            clustered.Add([1000, 1000], [10 * Drawn(random, 1), 10 * Drawn(random, 1)]);
        }
        single.Value.Should().Be(1);
        clustered.Value.Should().BeInRange(10, 25);
    }

    /// <summary>Trouble that both halves share is no dispersion, however it comes and goes.</summary>
    [Fact]
    public void Dispersion_OfSharedTrouble_IsOne()
    {
        Random random = new(4);
        Dispersion shared = new();
        for (int i = 0; i < 1000; i++)
        {
            int mean = i % 100 < 10 ? 200 : 2;
            shared.Add([1000, 1000], [Drawn(random, mean), Drawn(random, mean)]);
        }
        shared.Value.Should().Be(1);
    }

    private static long Drawn(Random random, int mean)
    {
        long count = 0;
        for (int i = 0; i < 1000; i++) if (random.NextDouble() < mean / 1000.0) count++;
        return count;
    }

    private static IEnumerable<long[]> Outcomes(int n)
    {
        for (int a = 0; a <= n; a++) for (int b = 0; a + b <= n; b++) yield return [a, b, n - a - b];
    }

    private static double Chance(long[] counts, double[] rates)
    {
        double chance = 1;
        long left = counts.Sum();
        for (int k = 0; k < counts.Length; k++)
            for (int i = 0; i < counts[k]; i++) chance *= rates[k] * left-- / (i + 1);
        return chance;
    }
}
