using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kong.Upgrade.Benchmarks.Judging.Rivals;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>A plain timed program, on one thread.</summary>
internal sealed class JudgeSpeed : IBenchmark
{
    private const int Routes = 200, Nodes = 12, Signals = 6, WarmUps = 100, Looks = 200, Points = 60, SampledSeries = 400;

    public string Name => "judge-speed";

    public string Question => $"What does one look cost the judge, and what does the journal keep of it? {Routes} routes × {Nodes} nodes a side × {Signals} signals (failures and refusals by Kong and by services, 15 edges of Kong's own time, 13 of the whole), green at 10 %. Median of {Looks} looks after {WarmUps}, on one thread, in processor time of the process, for the machine is shared; the wall time beside it. The rival is the test that Kayenta makes (rank sums with the Hodges–Lehmann estimate, both series of {Points} points) of as many series, of which {SampledSeries} were timed and multiplied. What is kept: as the journal has it, one character a byte.";

    public bool HasRequirements => true;

    public Task<Figures> MeasureAsync()
    {
        LookMaker large = new(Routes, Nodes), small = new(1, 4);
        (double[] used, double[] wall, double allocated) = Ours(large);
        int series = Routes * Nodes * Signals;
        double rival = Rival(series), ours = Timed.Median(used);
        string[][] rows =
        [
            ["one look, processor time", Text($"{ours:0.00} ms (longest {used.Max():0.0})")],
            ["one look, wall time", Text($"{Timed.Median(wall):0.00} ms (longest {wall.Max():0.0})")],
            ["one look, allocated", Text($"{allocated:0} bytes")],
            [Text($"Kayenta's test of {series} pairs of series, processor time"), Text($"{rival:0} ms, {rival / ours:0} times as much")],
            ["kept of a look, 4 nodes a side × 1 route", Text($"{Kept(small):0} bytes")],
            [Text($"kept of a look, {Nodes} nodes a side × {Routes} routes"), Text($"{Kept(large):0} bytes")],
            [$"{nameof(BlockEProcess)}.{nameof(BlockEProcess.Save)}", Text($"{new BlockEProcess(new(1.25, 0.0005)).Save().Length} bytes")],
        ];
        return Task.FromResult(new Figures(["What", "Figure"], rows, [new("one look of the judge", ours, 5, "ms")]));
    }

    private static (double[] Used, double[] Wall, double Allocated) Ours(LookMaker maker)
    {
        Judge judge = new(new() { WarmUp = TimeSpan.Zero });
        judge.BeginStage(TrafficShare.FromPercent(10));
        List<double> used = [], wall = [], allocated = [];
        for (int i = 0; i < WarmUps + Looks; i++)
        {
            ProbeReading look = maker.Next();
            long before = GC.GetAllocatedBytesForCurrentThread();
            (double busy, double passed) = Milliseconds(() => judge.Add(look));
            used.Add(busy);
            wall.Add(passed);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }
        if (judge.Verdict is ProbeVerdict.Regressed) throw new InvalidOperationException($"A healthy green was condemned: {judge.Reason}");
        return ([.. used.Skip(WarmUps)], [.. wall.Skip(WarmUps)], Timed.Median(allocated.Skip(WarmUps)));
    }

    private static double Rival(int series)
    {
        Random random = new(2);
        double[][] samples = [.. Enumerable.Range(0, 2 * SampledSeries).Select(_ => Enumerable.Range(0, Points).Select(_ => random.NextDouble()).ToArray())];
        Run();      // the code is compiled before anything is measured
        return Milliseconds(Run).Used * series / SampledSeries;

        void Run()
        {
            for (int i = 0; i < SampledSeries; i++) MannWhitneyClassifier.Classify(samples[2 * i], samples[(2 * i) + 1]);
        }
    }

    private static double Kept(LookMaker maker) => Timed.Median(Enumerable.Range(0, 21).Select(_ => (double)Encoding.UTF8.GetByteCount(ReadingLog.Write([(0, maker.Next())]))));

    private static (double Used, double Wall) Milliseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan used = Environment.CpuUsage.TotalTime;
        work();
        return ((Environment.CpuUsage.TotalTime - used).TotalMilliseconds, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
