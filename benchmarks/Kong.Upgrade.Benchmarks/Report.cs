using System.Globalization;
using System.Runtime.InteropServices;

namespace Kong.Upgrade.Benchmarks;

/// <summary>Runs one benchmark, prints its table and keeps it with all that is needed to repeat it.</summary>
internal static class Report
{
    public static async Task<int> RunAsync(IBenchmark benchmark, string file)
    {
        string load = Load();
        Figures figures = await benchmark.MeasureAsync();
        string requirements = string.Concat(figures.Requirements.Select(r => $"- {r}\n"));
        Console.WriteLine($"{figures.Markdown()}\n{requirements}");
        await File.WriteAllTextAsync(file, $"""
            # {benchmark.Name}

            {benchmark.Question}

            {figures.Markdown()}
            {requirements}
            - Machine: {Processor()}, {Environment.ProcessorCount} cores used, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}
            - Load of the machine before: {load}
            - Date: {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}
            - Again: `benchmarks/run.sh {benchmark.Name}`

            """.Replace("\n\n\n", "\n\n", StringComparison.Ordinal));
        return figures.Requirements.All(r => r.IsMet) ? 0 : 1;
    }

    /// <summary>How many processes wanted a processor in the last minute: figures taken on a busy machine are worth less.</summary>
    private static string Load()
    {
        const string linux = "/proc/loadavg";
        return File.Exists(linux) ? File.ReadAllText(linux).Split(' ')[0] : "not known";
    }

    private static string Processor()
    {
        const string linux = "/proc/cpuinfo";
        string? model = File.Exists(linux) ? File.ReadLines(linux).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
