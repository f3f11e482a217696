using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Tests;

/// <summary>Buckets: left out, torn, and of several layouts.</summary>
public class KongMetricsHistogramTests
{
    private readonly NodeText text = new();

    [Fact]
    public void Advance_BucketsLeftOut_HoldWhatTheNextLowerOneDoes()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, took: 900, own: 60));
        text.Serve("r", 200, 2, took: 30, own: 3).Serve("r", 200, 4, took: 900, own: 60).Serve("r", 200, 1, took: 70000, own: 7000);
        node.Scrape().Should().BeNull();
        NodeReading reading = node.Only();
        Counts(reading.Latency).Should().Equal((50, 2), (1000, 4), (double.PositiveInfinity, 1));
        Counts(reading.KongLatency).Should().Equal((5, 2), (75, 4), (double.PositiveInfinity, 1));
        reading.Latency.UpperBounds.Should().StartWith([25.0, 50.0], "the node has this bound although nothing was as fast");
    }

    [Fact]
    public void Advance_InfinityThatIsNotTheCount_DropsThatHistogramOnly()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 5).Serve("s", 200, 5));
        text.Serve("r", 200, 3).Serve("s", 200, 3);
        string torn = text.ToString().Replace("kong_request_latency_ms_count{service=\"svc\",route=\"r\",workspace=\"default\"} 8", "kong_request_latency_ms_count{service=\"svc\",route=\"r\",workspace=\"default\"} 9", StringComparison.Ordinal);
        node.Scrape(torn).Should().BeNull();
        NodeReading[] readings = [.. node.Counters.Take()];
        readings.Select(r => (r.Route, r.Requests, r.Latency.Count)).Should().BeEquivalentTo([("r", 3L, 0L), ("s", 3L, 3L)]);
        node.Scrape().Should().BeNull();
        node.Counters.Take().Should().ContainSingle().Which.Latency.Count.Should().Be(3, "it comes with the next sound scrape");
    }

    [Fact]
    public void Advance_BucketsThatDoNotAscend_DropThatHistogram()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 5));
        string torn = text.Serve("r", 200, 3).ToString().Replace("kong_request_latency_ms_bucket{service=\"svc\",route=\"r\",workspace=\"default\",le=\"80\"} 8", "kong_request_latency_ms_bucket{service=\"svc\",route=\"r\",workspace=\"default\",le=\"80\"} 7", StringComparison.Ordinal);
        node.Scrape(torn).Should().BeNull();
        node.Only().Latency.Count.Should().Be(0);
    }

    [Fact]
    public void Advance_TornBetweenBuckets_IsNeverNegativeAndNeverCountsTwice()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 5, took: 10));
        string torn = text.Serve("r", 200, 1, took: 10).ToString().Replace("route=\"r\",workspace=\"default\",le=\"25\"} 6\nkong_request", "route=\"r\",workspace=\"default\",le=\"25\"} 5\nkong_request", StringComparison.Ordinal);
        node.Scrape(torn).Should().BeNull();
        node.Only().Latency.Count.Should().Be(1);
        text.Serve("r", 200, 2, took: 10);
        node.Scrape().Should().BeNull();
        NodeReading reading = node.Only();
        reading.Latency.Count.Should().Be(2);
        reading.Latency.Counts.Should().OnlyContain(c => c >= 0);
    }

    [Fact]
    public void Advance_BaseThatWasTorn_IsTakenFromTheNextSoundScrape()
    {
        Watched node = new(text.Serve("r", 200, 50));
        node.Scrape(text.ToString().Replace("kong_request_latency_ms_count{service=\"svc\",route=\"r\",workspace=\"default\"} 50", "kong_request_latency_ms_count{service=\"svc\",route=\"r\",workspace=\"default\"} 51", StringComparison.Ordinal));
        text.Serve("r", 200, 1);
        node.Scrape().Should().BeNull();
        NodeReading reading = node.Only();
        (reading.Requests, reading.Latency.Count, reading.KongLatency.Count).Should().Be((1, 0, 1));
    }

    [Fact]
    public void Advance_CountBeyondTheRequests_IsKept()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 5));
        string body = text.Serve("r", 200, 3).ToString().Replace("code=\"200\",source=\"service\",workspace=\"default\",consumer=\"\"} 8", "code=\"200\",source=\"service\",workspace=\"default\",consumer=\"\"} 6", StringComparison.Ordinal);
        node.Scrape(body).Should().BeNull();
        NodeReading reading = node.Only();
        (reading.Requests, reading.Latency.Count).Should().Be((1, 3), "a scrape is not atomic, and families are not measured by each other");
    }

    [Fact]
    public void Advance_LayoutOfNoKnownVersion_UsesTheBoundsThatWereSeen()
    {
        string Body(int count) => $"kong_kong_latency_ms_bucket{{route=\"r\",le=\"3\"}} {count}\nkong_kong_latency_ms_bucket{{route=\"r\",le=\"00009.0\"}} {count}\nkong_kong_latency_ms_bucket{{route=\"r\",le=\"+Inf\"}} {count}\nkong_kong_latency_ms_count{{route=\"r\"}} {count}\n";
        Watched node = new(text);
        node.Scrape(Body(1));
        node.Scrape(Body(4)).Should().BeNull();
        node.Only().KongLatency.UpperBounds.Should().Equal(3, 9, double.PositiveInfinity);
    }

    private static IEnumerable<(double, long)> Counts(LatencyHistogram histogram) => histogram.UpperBounds.Zip(histogram.Counts).Where(b => b.Second > 0);
}
