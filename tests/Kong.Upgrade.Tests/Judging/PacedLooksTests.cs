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

    /// <summary>Nobody asks for a minute, then green answers before blue does: it waits for blue, however long nothing came before.</summary>
    [Fact]
    public void Close_AfterLooksThatSawNothing_KeepsGreensRequestUntilBluesComes()
    {
        JudgeCore core = new(options, options.PacedLooksToDecide);
        core.BeginStage(0);
        for (int second = 1; second <= 30; second++) Look(core, second, blue: 10, green: 0);
        core.BeginStage(0.05);
        for (int second = 31; second < 90; second++) Look(core, second, blue: 0, green: 0);
        Look(core, 90, blue: 0, green: 1);
        Look(core, 91, blue: 20, green: 0);
        core.Counts[0].Stage.Should().Be(new BlockCounts(20, 0, 1, 1));
        core.Counts[0].Whole.Log.Should().BePositive();
    }

    private static void Look(JudgeCore core, double at, int blue, int green)
    {
        core.Add(isGreen: false, 1, 0, isWarm: true, new(blue, 0, 0, 0, 0));
        core.Add(isGreen: true, 1, 0, isWarm: true, new(green, green, 0, 0, 0));
        core.Close(at);
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
