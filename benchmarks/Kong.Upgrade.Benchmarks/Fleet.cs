using System.Diagnostics;
using System.Globalization;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Benchmarks;

/// <summary>Ten thousand upgrades at once in one process. A plain timed program: one run is what it is about.</summary>
internal sealed class Fleet : IBenchmark
{
    private const int Count = 10_000;

    private static readonly TimeSpan soak = TimeSpan.FromSeconds(10), bake = TimeSpan.FromSeconds(30);

    /// <summary>A moment in the fourth of five stages.</summary>
    private static readonly TimeSpan middle = 3.5 * soak;

    public string Name => "fleet";

    public string Question => $"How long do {Count} upgrades take that are all under way at once in one process, each a plan on a FakeKong of its own, and how much memory does each hold? All share one virtual clock; five stages of {soak.TotalSeconds} s and a bake of {bake.TotalSeconds} s, green looked at every second. Memory is what lives after a full collection in the fourth stage, divided; it contains the FakeKong that stands for cluster, balancer and users.";

    public bool HasRequirements => true;

    public async Task<Figures> MeasureAsync()
    {
        await RunAsync(count: 50);      // the code is compiled before anything is measured
        TimeSpan before = Environment.CpuUsage.TotalTime;
        (TimeSpan wall, long bytes) = await RunAsync(Count);
        TimeSpan busy = Environment.CpuUsage.TotalTime - before;
        double kibibytes = bytes / 1024.0 / Count;
        return new(
            ["Upgrades at once", "Wall time", "Processor time", "Live memory", "Live memory each"],
            [[$"{Count}", Text(wall.TotalSeconds, "s"), Text(busy.TotalSeconds, "s"), Text(bytes / 1048576.0, "MiB"), Text(kibibytes, "KiB")]],
            [new($"{Count} upgrades at once", wall.TotalSeconds, 60, "s"), new("live memory of a running upgrade", kibibytes, 64, "KiB")]);
    }

    private static async Task<(TimeSpan Wall, long Bytes)> RunAsync(int count)
    {
        UpgradePlan plan = Plans.Stages(soak, bake).Build();
        long before = GC.GetTotalMemory(forceFullCollection: true), live = 0;
        int ended = 0, endedInTheMiddle = -1;
        VirtualTime time = new();
        Stopwatch watch = Stopwatch.StartNew();
        using IDisposable look = time.After(middle, () => (live, endedInTheMiddle) = (GC.GetTotalMemory(forceFullCollection: true) - before, ended));
        await time.RunAsync(() => Task.WhenAll(Started()));
        watch.Stop();
        if (endedInTheMiddle != 0 || ended != count) throw new InvalidOperationException($"{endedInTheMiddle} of {count} upgrades had ended when memory was measured, {ended} at the end; 0 and {count} were expected.");
        return (watch.Elapsed, live);

        Task[] Started()
        {
            using IDisposable hold = time.Hold();       // nobody's clock moves before all have begun
            return [.. Enumerable.Range(0, count).Select(_ => OneAsync())];
        }

        async Task OneAsync()
        {
            await using FakeKong kong = new(time: time, record: false);
            (await kong.RunAsync(plan)).ThrowIfNotCompleted();
            Interlocked.Increment(ref ended);
        }
    }

    private static string Text(double figure, string unit) => string.Create(CultureInfo.InvariantCulture, $"{figure:0.0} {unit}");
}
