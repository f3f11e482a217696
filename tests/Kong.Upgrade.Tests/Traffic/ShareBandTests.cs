using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests;

public class ShareBandTests
{
    public static TheoryData<double> Shares => new(0, 0.01, 0.1, 1, 5, 25, 50, 90, 99, 99.9, 100);

    /// <summary>The exact chance that an honest splitter leaves the band in one look, at the number of requests where it is most likely.</summary>
    [Theory]
    [MemberData(nameof(Shares))]
    public void Problem_HonestSplit_IsFoundLessThanOnceInAMillionLooks(double percent)
    {
        TrafficShare asked = TrafficShare.FromPercent(percent);
        foreach (int requests in Enumerable.Range(1, 200).Concat([300, 500, 1000, 2000, 5000, 10_000]))
            ChanceOfProblem(asked, requests).Should().BeLessThan(1e-6, "at {0} of {1} requests", asked, requests);
    }

    [Fact]
    public void Problem_TwoHundredThousandHonestSplits_IsNeverFound()
    {
        Random random = new(20260301);
        TrafficShare[] shares = [.. Shares.Select(s => TrafficShare.FromPercent(s.Data))];
        for (int draw = 0; draw < 200_000; draw++)
        {
            (TrafficShare asked, long all, long green) = (shares[draw % shares.Length], random.Next(1, 300), 0);
            for (int i = 0; i < all; i++) green += random.NextDouble() < asked.Fraction ? 1 : 0;
            if (ShareBand.Problem(asked, all - green, green, isSticky: false) is { } problem) Assert.Fail($"draw {draw}: {problem}");
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 2)]
    [InlineData(1, 0)]
    [InlineData(5, 10)]
    [InlineData(25, 5)]
    [InlineData(50, 45)]
    [InlineData(50, 100)]
    [InlineData(100, 99)]
    [InlineData(100, 0)]
    public void Problem_WrongSplit_IsFoundWithEnoughRequests(double asked, double real)
    {
        const long All = 100_000;
        long green = (long)(All * real / 100);

        ShareBand.Problem(TrafficShare.FromPercent(asked), All - green, green, isSticky: false).Should().StartWith($"green was asked to have {asked} % but answered {green} of 100000 requests (");
        ShareBand.Problem(TrafficShare.FromPercent(asked), 0, 0, isSticky: false).Should().BeNull("nothing was seen yet");
    }

    [Fact]
    public void Problem_AtTheEnds_ForgivesOneStrayRequestOnly()
    {
        ShareBand.Problem(TrafficShare.AllGreen, blue: 1, green: 10, isSticky: false).Should().BeNull();
        ShareBand.Problem(TrafficShare.AllGreen, blue: 2, green: 10, isSticky: false).Should().NotBeNull();
        ShareBand.Problem(TrafficShare.AllBlue, blue: 1000, green: 2, isSticky: true).Should().NotBeNull();
    }

    [Fact]
    public void Problem_StickyClients_ComeInLumps()
    {
        ShareBand.Problem(TrafficShare.FromPercent(50), 440, 560, isSticky: false).Should().BeNull();
        ShareBand.Problem(TrafficShare.FromPercent(50), 400, 600, isSticky: false).Should().NotBeNull();
        ShareBand.Problem(TrafficShare.FromPercent(50), 300, 700, isSticky: true).Should().BeNull();
        ShareBand.Problem(TrafficShare.FromPercent(50), 200, 800, isSticky: true).Should().NotBeNull();
    }

    [Fact]
    public void Problem_InWords_TellsWhatChanceExplains() => ShareBand.Problem(TrafficShare.FromPercent(50), 0, 100, isSticky: false)
        .Should().MatchRegex(@"^green was asked to have 50 % but answered 100 of 100 requests \(100%, chance explains 50% ± [\d.]+%\)$");

    private static double ChanceOfProblem(TrafficShare asked, int requests)
    {
        double p = asked.Fraction, chance = 0;
        for (int green = 0; green <= requests; green++)
            if (ShareBand.Problem(asked, requests - green, green, isSticky: false) is not null) chance += Binomial(requests, green, p);
        return chance;
    }

    private static double Binomial(int n, int k, double p) => p is 0 or 1 ? (k == (p is 0 ? 0 : n) ? 1 : 0)
        : Math.Exp(LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k) + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p)));

    private static readonly double[] LogFactorials = [.. Enumerable.Range(0, 10_001).Aggregate(new List<double>(), (sums, i) => { sums.Add(i == 0 ? 0 : sums[^1] + Math.Log(i)); return sums; })];

    private static double LogFactorial(int n) => LogFactorials[n];
}
