using BenchmarkDotNet.Attributes;
using Kong.Upgrade.Planning;

namespace Kong.Upgrade.Benchmarks;

public class PlanBuildBenchmark
{
    private readonly UpgradePlan plan = Plans.Stages(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)).Build();

    [Benchmark]
    public UpgradePlan Build() => Plans.Stages(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)).Build();

    [Benchmark]
    public string Fingerprint() => PlanFingerprint.Of(plan);

    [Benchmark]
    public string Describe() => plan.Describe();
}
