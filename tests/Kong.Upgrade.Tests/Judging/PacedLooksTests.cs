using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Tests.Judging;

/// <summary>How many users a green that fails everything costs when a probe hears of each request by itself: looks every 20 milliseconds, and every 5 while there is suspicion.</summary>
public class PacedLooksTests
{
    private const int Runs = 100, Nodes = 4;
    private const double Baseline = 30, Usual = 0.0005;

    private readonly JudgeOptions options = new();

    [Theory]
    [InlineData(100, 0.05, 7, 11)]
    [InlineData(300, 0.05, 7, 11)]
    [InlineData(1000, 0.05, 8, 12)]
    [InlineData(1000, 0.01, 6, 8)]
    public void Close_GreenBreaksWithinItsFirstSeconds_IsCondemnedAfterFewRequests(double rate, double share, int median, int most)
    {
        int[] failed = [.. Enumerable.Range(0, Runs).Select(run => FailedUntilCondemned(new Random(run), rate, share)).Order()];
        failed[Runs / 2].Should().BeLessThanOrEqualTo(median);
        failed[^1].Should().BeLessThanOrEqualTo(most);
    }

    private int FailedUntilCondemned(Random random, double rate, double share)
    {
        JudgeCore core = new(options, options.PacedLooksToDecide);
        double breaks = Baseline + 5 + (5 * random.NextDouble()), at = 0, looked = 0;
        int failed = 0;
        core.BeginStage(0);
        for (bool hasBegun = false; !(core.Log >= core.Threshold && core.HasAgreement); at += -Math.Log(1 - random.NextDouble()) / rate)
        {
            failed.Should().BeLessThan(1000);
            if (!hasBegun && at >= Baseline) core.BeginStage(share);
            hasBegun = at >= Baseline;
            bool isGreen = hasBegun && random.NextDouble() < share, isBroken = isGreen && at > breaks;
            if (isBroken) failed++;
            core.Add(isGreen, 1 + random.Next(Nodes), 0, isWarm: true, new(1, isBroken || random.NextDouble() < Usual ? 1 : 0, 0, 0, 0));
            double pace = core.Log >= core.Threshold / 4 ? 0.005 : 0.02;
            if (at - looked < pace) continue;
            looked = at;
            core.Close(at);
        }
        return failed;
    }
}
