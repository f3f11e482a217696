using Kong.Upgrade.Benchmarks.Judging.Sampling;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Tests.Judging;

public class WorldTests
{
    [Fact]
    public void Pass_ByOneSeed_RepeatsEveryCount()
    {
        foreach (Scenario scenario in Nulls.All.Concat(Defects.Every))
        {
            (World one, World other) = (new(scenario), new(scenario));
            one.Begin(5, 0);
            one.Pass(5);
            foreach (World world in (World[])[one, other])
            {
                world.Begin(6, 3);
                for (int i = 0; i < 20; i++) world.Pass(i < 3 ? 0 : 25);
            }
            one.Seen.Counts.Should().Equal(other.Seen.Counts, scenario.Name);
            one.GreenRequests.Should().Be(other.GreenRequests);
        }
    }

    [Fact]
    public void Names_OfAllScenarios_AreDifferent() => Nulls.All.Concat(Defects.Every).Select(s => s.Name).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Pass_ManySeconds_MakesThePartsOfTheCommonWorld()
    {
        (long[] blue, long[] green) = Sums(Nulls.Clean, 5, 1000);
        (Count.Requests(blue) + Count.Requests(green)).Should().BeInRange(996_000, 1_004_000);
        (Count.Requests(green) / 1e6).Should().BeApproximately(0.05, 0.001);
        (blue[Count.KongErrors] / (double)Count.Requests(blue)).Should().BeApproximately(0.001, 0.00015);
        (blue[Count.ServiceClients] / (double)Count.Requests(blue)).Should().BeApproximately(0.02, 0.0007);
        blue.Skip(Count.Kong).Take(Latencies.KongBuckets).Sum().Should().Be(Count.Requests(blue));
        blue.Skip(Count.Request).Sum().Should().Be(Count.Requests(blue));
    }

    [Fact]
    public void Pass_WithLatencies_PutsMedianAndP99WhereTheyBelong()
    {
        (long[] blue, _) = Sums(Nulls.Clean, 5, 500);
        double all = Count.Requests(blue);
        (blue.Skip(Count.Request).Take(2).Sum() / all).Should().BeApproximately(0.5, 0.004, "the median is 50 ms");
        (blue.Skip(Count.Request + 5).Sum() / all).Should().BeApproximately(0.01833, 0.001, "so many take longer than 250 ms");
    }

    [Fact]
    public void Pass_EverythingFails_FailsEverything()
    {
        (_, long[] green) = Sums(Defects.All100, 5, 20);
        green[Count.KongErrors].Should().Be(Count.Requests(green)).And.BePositive();
    }

    [Theory]
    [InlineData("Fixed bursts of 10", 10, 10)]
    [InlineData("Geometric bursts of 10", 10, 19)]
    [InlineData("Gamma bursts of 10", 10, 10)]
    public void Pass_InBursts_KeepsTheMeanAndClustersTheErrors(string name, double mean, double dispersion)
    {
        World world = new(Nulls.All.Single(n => n.Name == name));
        world.Begin(1, 0);
        (double sum, double squares, int seconds) = (0, 0, 20_000);
        for (int i = 0; i < seconds; i++)
        {
            world.Pass(5);
            double errors = world.Seen.Cell(Side.Blue, 0, 0)[Count.KongErrors];
            (sum, squares) = (sum + errors, squares + errors * errors);
        }
        double average = sum / seconds;
        average.Should().BeApproximately(0.475, 0.06);
        ((squares / seconds - average * average) / average).Should().BeApproximately(dispersion, dispersion * 0.15, $"clusters of {mean}");
    }

    [Fact]
    public void Pass_LostScrapes_AreBlindAndComeWithTheNext()
    {
        (long[] clean, _) = Sums(Nulls.Clean, 50, 300);
        World world = new(Nulls.Clean with { Scraping = new() { Loss = 0.1 } });
        (long[] blue, int blind) = (new long[Count.All], 0);
        world.Begin(3, 0);
        for (int i = 0; i < 300; i++)
        {
            world.Pass(50);
            blind += world.Seen.Blind.Count(b => b);
            world.Seen.AddTo(blue, Side.Blue);
        }
        blind.Should().BeInRange(85, 160);
        (Count.Requests(blue) / (double)Count.Requests(clean)).Should().BeApproximately(1, 0.02);
    }

    [Fact]
    public void Pass_NoMetricsForLong_DropsWhatNobodyCanPlace()
    {
        World world = new(Nulls.Clean with { Scraping = new() { Blackout = (10, 20) } });
        world.Begin(3, 0);
        List<long> requests = [];
        for (int i = 0; i < 25; i++)
        {
            world.Pass(50);
            long[] sums = new long[Count.All];
            world.Seen.AddTo(sums, Side.Blue);
            requests.Add(Count.Requests(sums));
        }
        requests[..10].Should().OnlyContain(r => r > 400);
        requests[10..21].Should().OnlyContain(r => r == 0);
        requests[21..].Should().OnlyContain(r => r > 400 && r < 600);
    }

    [Fact]
    public void Pass_RestartingNodes_AreBlindYoungAndNeverCountBackwards()
    {
        World world = new(Nulls.Clean with { Scraping = new() { RestartEvery = 20 } });
        world.Begin(3, 0);
        (int blind, int young) = (0, 0);
        for (int i = 0; i < 300; i++)
        {
            world.Pass(50);
            blind += world.Seen.Blind.Count(b => b);
            young += world.Seen.Uptime.Count(u => u < 5);
            world.Seen.Counts.Should().OnlyContain(c => c >= 0);
        }
        (blind, young).Should().Match<(int Blind, int Young)>(x => x.Blind > 100 && x.Young > 100);
    }

    [Fact]
    public void Pass_LateCounters_LoseNothing()
    {
        World world = new(Nulls.Clean with { Scraping = new() { Lag = 1 } });
        long green = 0;
        world.Begin(3, 0);
        for (int i = 0; i < 100; i++)
        {
            world.Pass(50);
            long[] sums = new long[Count.All];
            world.Seen.AddTo(sums, Side.Green);
            green += Count.Requests(sums);
        }
        green.Should().BeLessThan(world.GreenRequests).And.BeGreaterThan(world.GreenRequests - 400);
    }

    [Fact]
    public void Pass_ClusteredUpstreams_AreAsUnevenAsRealOnesYetAlikeOnBothSides()
    {
        World world = new(Nulls.All.Single(n => n.Name.StartsWith("upstream errors", StringComparison.Ordinal)));
        (double sum, double squares, double z, int seconds) = (0, 0, 0, 20_000);
        world.Begin(3, 0);
        for (int i = 0; i < seconds; i++)
        {
            world.Pass(50);
            double one = Count.Failed(world.Seen.Cell(Side.Blue, 0, 0)), other = Count.Failed(world.Seen.Cell(Side.Blue, 1, 0)), both = one + other;
            (sum, squares) = (sum + both, squares + both * both);
            if (both > 0) z += (one - other) * (one - other) / both / seconds;
        }
        double mean = sum / seconds;
        ((squares / seconds - mean * mean) / mean).Should().BeInRange(12, 80, "half of the traffic of 32 to 114");
        Math.Sqrt(z).Should().BeLessThan(1.1);
    }

    private static (long[] Blue, long[] Green) Sums(Scenario scenario, double weight, int seconds)
    {
        World world = new(scenario);
        (long[] blue, long[] green) = (new long[Count.All], new long[Count.All]);
        world.Begin(Randoms.Seed(scenario.Name, 0), 0);
        for (int i = 0; i < seconds; i++)
        {
            world.Pass(weight);
            world.Seen.AddTo(blue, Side.Blue);
            world.Seen.AddTo(green, Side.Green);
        }
        return (blue, green);
    }
}
