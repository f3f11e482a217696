using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Kong.Upgrade.Benchmarks;

/// <summary>Runs a class of BenchmarkDotNet in this process.</summary>
internal static class Micro
{
    public static Summary Run<T>()
    {
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Median)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(new ConsoleLogger(unicodeSupport: false, ConsoleLogger.CreateGrayScheme()))
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "BenchmarkDotNet.Artifacts"));
        Summary summary = BenchmarkRunner.Run<T>(config);
        return summary.HasCriticalValidationErrors || summary.Reports.Any(r => !r.Success)
            ? throw new InvalidOperationException($"{typeof(T).Name} did not run; see what it printed above.") : summary;
    }

    public static Figures Figures(Summary summary)
    {
        SummaryTable.SummaryTableColumn[] shown = [.. summary.Table.Columns.Where(c => c.NeedToShow)];
        return new([.. shown.Select(c => c.Header)], [.. Enumerable.Range(0, summary.Reports.Length).Select(row => shown.Select(c => c.Content[row]).ToArray())], []);
    }

    /// <summary>The median time of one benchmark, in microseconds: what others do on the machine moves it less than the mean.</summary>
    public static double Microseconds(Summary summary, Func<BenchmarkCase, bool> which) =>
        summary.Reports.Single(r => which(r.BenchmarkCase)).ResultStatistics!.Median / 1000;
}
