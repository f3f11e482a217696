using Kong.Upgrade.Benchmarks;
using Kong.Upgrade.Benchmarks.Alarms;
using Kong.Upgrade.Benchmarks.Evaluating;
using Kong.Upgrade.Benchmarks.Exposition;
using Kong.Upgrade.Benchmarks.Judging;
using Kong.Upgrade.Benchmarks.StagingTests;

IBenchmark[] benchmarks = [new PlanBuild(), new JournalAppend(), new EngineOverhead(), new DatabaseFingerprint(), new DatabaseFreeze(), new DatabaseBackup(), new MigrationStateReading(), new Fleet(), new TrafficSplitting(), new ExpositionParsing(), new JudgeBenchmark(), new JudgeSpeed(), new AlarmBenchmark(), new EvaluationBenchmark(), new StagingBenchmark()];

// check: every requirement anew. NAME FILE: one benchmark, its results written to the file.
return args is ["check"] ? await Check.RunAsync(benchmarks)
    : args is [string name, string file] && benchmarks.FirstOrDefault(b => b.Name == name) is { } chosen ? await Report.RunAsync(chosen, file)
    : Usage();

int Usage()
{
    Console.Error.WriteLine($"Name a benchmark ({string.Join(", ", benchmarks.Select(b => b.Name))}), or check.");
    return 2;
}
