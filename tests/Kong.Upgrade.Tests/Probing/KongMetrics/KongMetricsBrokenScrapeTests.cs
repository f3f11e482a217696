using System.Text;
using Kong.Upgrade.Probing.KongMetrics;

namespace Kong.Upgrade.Tests;

/// <summary>Bodies that must not count, not even in part.</summary>
public class KongMetricsBrokenScrapeTests
{
    private readonly NodeText text = new();

    [Fact]
    public void Advance_BodyCutAnywhere_CountsNothingByHalvesAndLosesNothing()
    {
        text.Serve("r", 200, 10).Serve("s", 500, 5, "kong");
        string before = text.ToString(), after = text.Serve("r", 200, 3).Serve("t", 404, 2).ToString();
        IEnumerable<int> ends = Enumerable.Range(0, after.Length).Where(i => after[i] == '\n').SelectMany(i => (int[])[i - 3, i, i + 1]).Where(l => l < after.Length);
        foreach (int length in ends)
        {
            Watched node = new(text);
            node.Scrape(before);
            string? trouble = node.Scrape(after[..length]);
            if (!HoldsAllThatWasKnown(after[..length])) trouble.Should().NotBeNull($"{length} bytes of {after.Length} lack something: ...{after[Math.Max(0, length - 150)..length]}");
            long requests = node.Taken();
            requests.Should().Be(trouble is null ? 5 : 0, $"{length} bytes count wholly or not at all");
            node.Scrape(after).Should().BeNull();
            (requests + node.Taken()).Should().Be(5, $"after {length} bytes the next scrape has the rest");
        }

        static bool HoldsAllThatWasKnown(string part) => part.EndsWith('\n') && part.Contains("kong_request_latency_ms_count{service=\"svc\",route=\"s\"", StringComparison.Ordinal);
    }

    [Fact]
    public void Advance_FirstBodyCutBetweenLines_DoesNotMakeThePastCount()
    {
        text.Serve("r", 200, 5000).Serve("s", 200, 5000);
        string whole = text.ToString();
        foreach (string line in (string[])["kong_http_requests_total{service=\"svc\",route=\"s\"", "kong_request_latency_ms_bucket{service=\"svc\",route=\"s\"", "kong_kong_latency_ms_count"])
        {
            Watched node = new(text);
            node.Scrape(whole[..whole.IndexOf(line, StringComparison.Ordinal)] + "kong_nginx_requests_total{subsystem=\"http\"} 11000\n");
            node.Scrape(whole).Should().Contain("older past");
            node.Counters.Take().Sum(r => r.Requests + r.Latency.Count + r.KongLatency.Count).Should().Be(0, $"the cut before {line} is not seen, but its past is no growth");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>502 Bad Gateway</body></html>\n")]
    [InlineData("{\"message\":\"Not found\"}\n")]
    [InlineData("# nothing\n")]
    [InlineData("up 1\n")]
    [InlineData("kong_http_requests_total{service=\"s\",route=\"r\",code=\"200\"} -1\n")]
    [InlineData("kong_http_requests_total{service=\"s\",route=\"r\",code=\"200\"} NaN\n")]
    [InlineData("kong_http_requests_total{service=\"s\",route=\"r\",code=\"200\"} 1e300\n")]
    [InlineData("kong_http_requests_total{service=\"s\",route=\"r\"} 1\n")]
    [InlineData("kong_kong_latency_ms_bucket{service=\"s\",route=\"r\"} 1\n")]
    [InlineData("kong_kong_latency_ms_bucket{service=\"s\",route=\"r\",le=\"often\"} 1\n")]
    [InlineData("kong_http_requests_total{service=\"s\",route=\"r\",code=\"200\"} 1\nkong_http_requests_total{service=\"s\",route=\"r\",code=\"200\"} 1\n")]
    public void Advance_NoExpositionOfKongs_IsTroubleInASentence(string body)
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 10));
        node.Scrape(body).Should().StartWith("its answer");
        text.Serve("r", 200, 1);
        node.Scrape().Should().BeNull();
        node.Taken().Should().Be(1);
    }

    [Fact]
    public void Advance_TwoBodiesInOne_AreNotAddedUp() => Watched.Seen(text.Serve("r", 200)).Scrape(text.ToString() + text).Should().Contain("twice");

    [Fact]
    public void Advance_SeriesThatStayAway_AreGivenUpAfterThreeScrapes()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 10).Serve("s", 200, 10));
        NodeText less = new NodeText { Requests = text.Requests + 20, Accepted = text.Accepted + 20 }.Serve("r", 200, 10);
        node.Scrape(less.ToString()).Should().Contain("lines that it had").And.Contain("nginx_http_lua_shared_dict");
        node.Scrape(less.ToString()).Should().Contain("lines that it had");
        node.Scrape(less.ToString()).Should().Contain("counted anew");
        node.Scrape(less.Serve("r", 200, 2).ToString()).Should().BeNull();
        node.Taken().Should().Be(2);
    }

    [Fact]
    public void Advance_MoreSeriesThanAgreed_IsTrouble()
    {
        for (int i = 0; i < 20; i++) text.Serve($"r{i}", 200);
        new Watched(text, new() { MostSeries = 100 }).Scrape().Should().Contain("100 lines").And.Contain("MostSeries");
    }

    [Fact]
    public void Advance_OtherOrderOfLinesAndUnknownFamilies_CountAlike()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 3).Serve("s", 200, 3));
        string body = text.Serve("r", 200, 2).Serve("s", 500, 4).ToString();
        node.Scrape(string.Concat(body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse().Select(l => l + "\n")) + "kong_ai_llm_requests_total{ai_provider=\"x\"} 7\nnginx_up 1 1700000000000\n").Should().BeNull();
        node.Taken().Should().Be(6);
    }

    [Fact]
    public void Advance_SteadyState_AllocatesNothingBySample()
    {
        for (int i = 0; i < 100; i++) text.Serve($"r{i}", 200);
        Watched node = Watched.Seen(text);
        byte[] body = text.Bytes();
        KongNodeCounters counters = node.Counters;
        counters.Advance(node.Now.AddSeconds(1), body);
        long before = GC.GetAllocatedBytesForCurrentThread();
        counters.Advance(node.Now.AddSeconds(2), body).Should().BeNull();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(20_000, $"{Encoding.UTF8.GetString(body).Count(c => c == '\n')} lines were read");
    }
}
