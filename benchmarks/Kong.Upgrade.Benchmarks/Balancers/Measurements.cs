using System.Diagnostics;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Benchmarks.Balancers;

/// <summary>What is measured of one balancer under load.</summary>
internal static class Measurements
{
    public static double[] Stages { get; } = [0.1, 0.5, 1, 5, 10, 25, 50];

    /// <summary>Changes spread evenly over so many requests, up and down, now and then to nothing and to everything.</summary>
    public static async Task<Wrk.Seen> ChangesAsync(Balancer balancer, Backends backends, int changes, long requests)
    {
        await using Wrk users = Wrk.Start(balancer.Address);
        long start = backends.Answered;
        for (int i = 1; i <= changes; i++)
        {
            await UntilAsync(backends, start + (requests * i / (changes + 1)));
            await balancer.Splitter.SetShareAsync(TrafficShare.FromPercent((i % 10) switch { 0 => 0, 5 => 100, int n => 10 * n }), CancellationToken.None);
        }
        // What users have not seen yet is not counted: some more than asked.
        await UntilAsync(backends, start + requests + 1000);
        return await users.StopAsync();
    }

    /// <summary>Retreats from one half: until the call came back, and until green's last answer, in milliseconds from the decision.</summary>
    public static async Task<Retreats> RetreatsAsync(Balancer balancer, Backends backends, int count)
    {
        await using Wrk users = Wrk.Start(balancer.Address);
        (List<double> calls, List<double> lasts) = ([], []);
        for (int i = 0; i < count; i++)
        {
            await balancer.Splitter.SetShareAsync(TrafficShare.FromPercent(50), CancellationToken.None);
            await UntilAsync(backends, backends.Answered + 500);
            DateTimeOffset decision = DateTimeOffset.UtcNow;
            long start = Stopwatch.GetTimestamp();
            await balancer.Splitter.SetShareAsync(TrafficShare.AllBlue, CancellationToken.None);
            calls.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            // Long enough that whatever still went to green has been noted.
            await UntilAsync(backends, backends.Answered + 1000);
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            lasts.Add(Math.Max(0, (backends.LastOfGreen() - decision).TotalMilliseconds));
        }
        await users.StopAsync();
        return new(calls, lasts);
    }

    /// <summary>Green's part of so many requests at each stage, with the band that it has to be in.</summary>
    public static async Task<Share[]> SharesAsync(Balancer balancer, Backends backends, long requests)
    {
        await using Wrk users = Wrk.Start(balancer.Address);
        List<Share> shares = [];
        foreach (double percent in Stages)
        {
            await balancer.Splitter.SetShareAsync(TrafficShare.FromPercent(percent), CancellationToken.None);
            // What was under way when the share changed has been answered after that many.
            await UntilAsync(backends, backends.Answered + 1000);
            (long blue, long green) = (backends.BlueCount, backends.GreenCount);
            await UntilAsync(backends, blue + green + requests);
            shares.Add(new(percent, backends.GreenCount - green, backends.BlueCount - blue));
        }
        await users.StopAsync();
        return [.. shares];
    }

    /// <summary>GETs of users while green, which is asked first for a quarter of them, fails each.</summary>
    public static async Task<(Wrk.Seen Seen, long FailedOnGreen)> ShieldAsync(Balancer balancer, Backends backends, long requests)
    {
        await balancer.Splitter.SetShareAsync(TrafficShare.FromPercent(25), CancellationToken.None);
        long failed = backends.FailingGreenCount;
        await using Wrk users = Wrk.Start(balancer.Address);
        await UntilAsync(backends, backends.BlueCount + backends.GreenCount + requests);
        Wrk.Seen seen = await users.StopAsync();
        return (seen, backends.FailingGreenCount - failed);
    }

    private static async Task UntilAsync(Backends backends, long answered)
    {
        long start = Stopwatch.GetTimestamp(), before = backends.Answered;
        while (backends.Answered < answered)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5));
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMinutes(10)) throw new InvalidOperationException($"Only {backends.Answered - before} answers in ten minutes.");
        }
    }

    internal sealed record Retreats(List<double> Calls, List<double> LastsOfGreen)
    {
        /// <summary>In force: the caller knows, and green gets nothing more.</summary>
        public List<double> InForce => [.. Calls.Zip(LastsOfGreen, Math.Max)];
    }

    internal sealed record Share(double Percent, long Green, long Blue)
    {
        public long All => Green + Blue;

        public bool IsInBand => BinomialBand.Of(All, Percent / 100) is var (least, most) && Green >= least && Green <= most;

        public double Deviations => Math.Abs(Green - (All * Percent / 100)) / Math.Sqrt(All * Percent / 100 * (1 - (Percent / 100)));
    }
}
