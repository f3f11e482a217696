namespace Kong.Upgrade.Benchmarks;

internal sealed class PlanBuild : IBenchmark
{
    public string Name => "plan-build";

    public string Question => "What does a plan cost: building it (which computes its fingerprint), the fingerprint alone, and its description?";

    public bool HasRequirements => false;

    public Task<Figures> MeasureAsync() => Task.FromResult(Micro.Figures(Micro.Run<PlanBuildBenchmark>()));
}
