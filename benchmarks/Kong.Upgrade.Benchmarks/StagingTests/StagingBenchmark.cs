using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Recorded;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Benchmarks.StagingTests;

/// <summary>A plain timed program: comparisons of blue with green, and the same requests sent by a bare client, take turns.</summary>
internal sealed class StagingBenchmark : IBenchmark
{
    private const int Comparisons = 10_000, Rounds = 3, AtOnce = 32, LargeComparisons = 500;

    public string Name => "staging";

    public string Question => $"How long do {Comparisons:N0} comparisons of blue with green take (the same request to green, to blue and to blue again, answers taken apart and compared), against two real nginx servers of one worker each that answer with JSON in which an id and a time change each time, beside a bare `HttpClient` that sends the same {3 * Comparisons:N0} requests and reads their bodies in the same run; and how much memory does our process hold at most, also when bodies are of 100 MB? Medians of {Rounds} rounds after one that does not count; clients and servers share two cores; {AtOnce} at once, without a limit per second.";

    public bool HasRequirements => true;

    public async Task<Figures> MeasureAsync()
    {
        await using StagedServers servers = await StagedServers.StartAsync();
        (List<double> own, List<double> bare) = ([], []);
        StagingReport report = await CompareAsync(servers, "/small/", Comparisons);
        await servers.AskAsync(3 * Comparisons, AtOnce);
        GC.Collect();
        PeakMemory.Forget();
        for (int i = 0; i < Rounds; i++)
        {
            own.Add(await Timed.SecondsAsync(async () => report = await CompareAsync(servers, "/small/", Comparisons)));
            bare.Add(await Timed.SecondsAsync(() => servers.AskAsync(3 * Comparisons, AtOnce)));
        }
        double small = PeakMemory.KiB() / 1024.0;
        GC.Collect();
        PeakMemory.Forget();
        double seconds = await Timed.SecondsAsync(() => CompareAsync(servers, "/large/", LargeComparisons));
        double large = PeakMemory.KiB() / 1024.0;
        return new(
            ["Comparisons", "Bodies", "Ours", "Bare client, same requests", "Ratio", "Requests a second", "Peak memory of our process", "Passed"],
            [
                [Text($"{Comparisons:N0}"), "300 bytes", Text($"{Timed.Median(own):0.0} s"), Text($"{Timed.Median(bare):0.0} s"), Text($"{Timed.Median(own) / Timed.Median(bare):0.00}"), Text($"{3 * Comparisons / Timed.Median(own):N0}"), Text($"{small:0} MiB"), Text($"{report.PassedCount:N0}")],
                [Text($"{LargeComparisons:N0}"), "100 MB", Text($"{seconds:0.0} s"), "", "", Text($"{3 * LargeComparisons / seconds:N0}"), Text($"{large:0} MiB"), ""],
            ],
            [
                new($"{Comparisons:N0} comparisons", Timed.Median(own), 60, "s"),
                new("comparisons that did not pass", Comparisons - report.PassedCount, 1, ""),
                new("peak memory of our process with bodies of 100 MB", large, 300, "MiB"),
            ]);
    }

    private static Task<StagingReport> CompareAsync(StagedServers servers, string path, int count)
    {
        StagingSuite suite = StagingSuite.Create(tests => tests
            .Replay(RecordedTraffic.FromRequests(Enumerable.Range(0, count).Select(i => new StagingRequest { Path = Text($"{path}{i}"), Host = "api.example.test" })), new() { Most = count, MostPerRoute = 10_000 })
            .Configure(o => (o.RequestsPerSecond, o.MostAtOnce) = (null, AtOnce)));
        StagingTarget target = new() { Green = [Node("green-1", "3.9.1", servers.Green)], Blue = [Node("blue-1", "3.9.0", servers.Blue)] };
        return new StagingRunner().RunAsync(suite, target);
    }

    private static ClusterNode Node(string name, string version, Uri proxy) => new() { Name = name, Version = KongVersion.Parse(version), Proxy = proxy };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
