using BenchmarkDotNet.Attributes;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Benchmarks;

public class EngineOverheadBenchmark
{
    internal const int Many = 1000;

    private UpgradePlan plan = null!;

    [Params(0, Many)]
    public int EmptySteps { get; set; }

    [GlobalSetup]
    public void Build()
    {
        UpgradePlanBuilder builder = Plans.Stages(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        for (int i = 0; i < EmptySteps; i++) builder.InsertAfter(GuideStep.Evaluate, new EmptyStep(i));
        plan = builder.Build();
    }

    [Benchmark]
    public async Task RunAsync()
    {
        await using FakeKong kong = new(record: false);
        (await kong.RunAsync(plan)).ThrowIfNotCompleted();
    }
}
