using System.Text;
using System.Text.RegularExpressions;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Probing.KongMetrics;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Probing.Tests;

/// <summary>What real nodes of 2.8.5, 3.4.2, 3.9.0 and 3.9.1 sent.</summary>
public partial class KongMetricsRecordingTests
{
    private static readonly DateTimeOffset start = new(2026, 11, 22, 19, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Bodies => Recordings.Folder is null ? ["absent"] : [.. Directory.EnumerateFiles(Recordings.Folder, "metrics.http", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Recordings.Folder, f)).Order()];

    [Theory, MemberData(nameof(Bodies))]
    public void Advance_RecordedBody_AddsUpToWhatItShows(string file)
    {
        string body = Body(file);
        KongNodeCounters counters = new(new() { Side = ClusterSide.Blue, Name = "b" });
        // The same node before anybody used it.
        string unused = string.Concat(body.Split('\n').Where(l => l.Length > 0 && !RouteLine().IsMatch(l)).Select(l => l + "\n"));
        counters.Advance(start, Encoding.UTF8.GetBytes(unused)).Should().Contain("first look");
        counters.Advance(start.AddSeconds(1), Encoding.UTF8.GetBytes(body)).Should().BeNull();
        IReadOnlyList<NodeReading> readings = counters.Take();
        readings.Sum(r => r.Requests).Should().Be(Sum(body, ""));
        readings.Sum(r => r.Errors).Should().Be(Sum(body, "code=\"5"));
        readings.Sum(r => r.RateLimited).Should().Be(Sum(body, "code=\"429"));
        readings.Sum(r => r.ClientErrors).Should().Be(Sum(body, "code=\"4") - Sum(body, "code=\"429"));
        readings.Sum(r => r.UpstreamErrors).Should().Be(Sum(body, "code=\"5\\d\\d\",source=\"service\""));
        readings.Sum(r => r.Latency.Count).Should().Be(readings.Sum(r => r.Requests));
        readings.Sum(r => r.KongLatency.Count).Should().Be(readings.Sum(r => r.Requests));
        counters.Advance(start.AddSeconds(2), Encoding.UTF8.GetBytes(body)).Should().BeNull();
        counters.Take().Sum(r => r.Requests).Should().Be(0);
    }

    [Theory, MemberData(nameof(Bodies))]
    public void Bounds_RecordedBody_AreItsVersions(string file)
    {
        string body = Body(file);
        KongNodeCounters counters = new(new() { Side = ClusterSide.Blue, Name = "b" });
        counters.Advance(start, Encoding.UTF8.GetBytes(body));
        KongVersion version = KongVersion.Parse(Path.GetFileName(Path.GetDirectoryName(file)!) is "status" ? Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))! : Path.GetFileName(Path.GetDirectoryName(file))!);
        foreach (HistogramKind kind in (HistogramKind[])[HistogramKind.Request, HistogramKind.Kong])
            counters.Bounds(kind).Should().Equal(BucketTables.ByVersion(kind, version));
    }

    private static string Body(string file)
    {
        string recorded = Recordings.Read(file).ReplaceLineEndings("\n");
        return recorded[(recorded.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
    }

    private static long Sum(string body, string what) =>
        body.Split('\n').Where(l => Regex.IsMatch(l, $"^kong_http_(requests_total|status)\\{{.*{what}")).Sum(l => long.Parse(l[(l.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex("^(# .*)?kong_(http_|.*latency)")]
    private static partial Regex RouteLine();
}
