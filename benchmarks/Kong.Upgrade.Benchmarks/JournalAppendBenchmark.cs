using BenchmarkDotNet.Attributes;
using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Benchmarks;

public class JournalAppendBenchmark
{
    private readonly string directory = Directory.CreateTempSubdirectory("kong-upgrade-").FullName;
    private readonly JournalEntry entry = new() { Mark = JournalMark.ShareInForce, At = DateTimeOffset.UnixEpoch, Subject = "divert", Detail = "250000" };
    private FileUpgradeJournal journal = null!;
    private FileStream bare = null!;
    private byte[] line = [];

    [Params(false, true)]
    public bool FlushToDisk { get; set; }

    [GlobalSetup]
    public async Task OpenAsync()
    {
        string path = Path.Combine(directory, $"journal-{FlushToDisk}");
        journal = new(path, FlushToDisk);
        await journal.OpenAsync(new() { PlanFingerprint = "0", PlanSummary = "a benchmark", At = DateTimeOffset.UnixEpoch }, CancellationToken.None);
        await journal.WriteAsync(entry, CancellationToken.None);
        // As many bytes as an entry has.
        line = [.. await LastLineAsync(Path.Combine(path, "current.jsonl")), (byte)'\n'];
        bare = new(Path.Combine(directory, $"bare-{FlushToDisk}"), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    [GlobalCleanup]
    public void Close()
    {
        bare.Dispose();
        journal.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public void BareAppend()
    {
        bare.Write(line);
        bare.Flush(FlushToDisk);
    }

    [Benchmark]
    public Task Journal() => journal.WriteAsync(entry, CancellationToken.None);

    private static async Task<byte[]> LastLineAsync(string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return System.Text.Encoding.UTF8.GetBytes((await reader.ReadToEndAsync()).TrimEnd().Split('\n')[^1]);
    }
}
