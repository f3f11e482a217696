using System.Diagnostics;

namespace Kong.Upgrade.Benchmarks;

/// <summary>Measures every requirement anew and says whether it is met.</summary>
internal static class Check
{
    public static async Task<int> RunAsync(IEnumerable<IBenchmark> benchmarks)
    {
        List<Requirement> all = [];
        foreach (IBenchmark benchmark in benchmarks.Where(b => b.HasRequirements))
        {
            foreach (Requirement requirement in (await benchmark.MeasureAsync()).Requirements)
            {
                Console.WriteLine($"{benchmark.Name}: {requirement}");
                all.Add(requirement);
            }
        }
        Debug.Assert(all.Count > 0, "a check of nothing proves nothing");
        return all.All(r => r.IsMet) ? 0 : 1;
    }
}
