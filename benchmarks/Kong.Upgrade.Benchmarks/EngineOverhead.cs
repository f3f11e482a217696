using System.Globalization;
using BenchmarkDotNet.Reports;

namespace Kong.Upgrade.Benchmarks;

internal sealed class EngineOverhead : IBenchmark
{
    public string Name => "engine-overhead";

    public string Question => $"What does the engine itself spend on a step (inspect, journal, events, execute, verify, journal)? A run of FakeKong in virtual time without and with {EngineOverheadBenchmark.Many} steps that do nothing; the medians' difference, divided.";

    public bool HasRequirements => false;

    public Task<Figures> MeasureAsync()
    {
        Summary summary = Micro.Run<EngineOverheadBenchmark>();
        Figures figures = Micro.Figures(summary);
        double perStep = (Median(summary, EngineOverheadBenchmark.Many) - Median(summary, 0)) / EngineOverheadBenchmark.Many;
        string[] row = [.. figures.Head.Select((h, i) => h == "Median" ? perStep.ToString("0.00 μs", CultureInfo.InvariantCulture) : i == 0 ? "one step" : string.Empty)];
        return Task.FromResult(figures with { Rows = [.. figures.Rows, row] });
    }

    private static double Median(Summary summary, int steps) =>
        Micro.Microseconds(summary, c => (int)c.Parameters[nameof(EngineOverheadBenchmark.EmptySteps)] == steps);
}
