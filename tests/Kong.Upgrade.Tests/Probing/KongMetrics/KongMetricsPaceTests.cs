using System.Diagnostics;
using System.Text;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing.KongMetrics;

namespace Kong.Upgrade.Tests;

/// <summary>What the probe costs where it is called once a second.</summary>
public class KongMetricsPaceTests
{
    [Fact]
    public void Advance_TwoHundredRoutesOfTwelveNodes_AllocateNothingByLine()
    {
        NodeText text = new();
        for (int i = 0; i < 200; i++) text.Serve($"route-{i:000}", 200, took: 3, own: 0.5).Serve($"route-{i:000}", 500, source: "kong").Serve($"route-{i:000}", 404);
        byte[] body = text.Bytes();
        KongNodeCounters[] nodes = [.. Enumerable.Range(0, 12).Select(i => new KongNodeCounters(new() { Side = ClusterSide.Blue, Name = $"b{i}" }))];
        for (int i = 0; i < 3; i++)
            foreach (KongNodeCounters node in nodes) node.Advance(Watched.Start.AddSeconds(i), body);
        long start = Stopwatch.GetTimestamp(), allocated = GC.GetAllocatedBytesForCurrentThread();
        foreach (KongNodeCounters node in nodes) node.Advance(Watched.Start.AddSeconds(3), body).Should().BeNull();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        int lines = Encoding.UTF8.GetString(body).Count(c => c == '\n');
        TestContext.Current.TestOutputHelper!.WriteLine($"{nodes.Length} x {lines} lines, {body.Length} bytes each, in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms; {allocated} bytes allocated");
        (allocated / nodes.Length).Should().BeLessThan(20_000, $"{lines} lines must not cost an object each");
    }
}
