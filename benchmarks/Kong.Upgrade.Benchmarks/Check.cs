using System.Diagnostics;

namespace Kong.Upgrade.Benchmarks;

/// <summary>Measures every requirement anew and says whether it is met.</summary>
internal static class Check
{
    public static async Task<int> RunAsync(IEnumerable<IBenchmark> benchmarks)
    {
        List<Requirement> all = [];
        foreach (IBenchmark benchmark in benchmarks.Where(b => b.HasRequirements)) all.AddRange(await MeasureAsync(benchmark));
        Debug.Assert(all.Count > 0, "a check of nothing proves nothing");
        return all.All(r => r.IsMet) ? 0 : 1;
    }

    // What is missed is measured once more: somebody else may have used the machine. Missed twice is missed.
    private static async Task<Requirement[]> MeasureAsync(IBenchmark benchmark)
    {
        Requirement[] first = await SayAsync(benchmark, "");
        if (first.All(r => r.IsMet)) return first;
        Requirement[] second = await SayAsync(benchmark, " (once more)");
        return [.. first.Zip(second, (one, other) => one.IsMet ? one : other)];
    }

    private static async Task<Requirement[]> SayAsync(IBenchmark benchmark, string which)
    {
        Requirement[] requirements = (await benchmark.MeasureAsync()).Requirements;
        foreach (Requirement requirement in requirements) Console.WriteLine($"{benchmark.Name}{which}: {requirement}");
        return requirements;
    }
}
