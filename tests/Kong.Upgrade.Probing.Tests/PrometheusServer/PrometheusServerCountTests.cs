using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing.PrometheusServer;

namespace Kong.Upgrade.Probing.Tests.PrometheusServer;

/// <summary>Counts are differences of what was scraped: none is lost, none counts twice, none is guessed.</summary>
public sealed class PrometheusServerCountTests : IDisposable
{
    private readonly FakeServer server = new();
    private readonly PrometheusServerProbe probe;

    public PrometheusServerCountTests() => probe = server.Probe();

    [Fact]
    public async Task Read_FirstWindow_CountsFromTheLastScrapeBeforeIt()
    {
        server.Both(-5, 90, 40);
        server.Both(0, 100, 50);
        server.Both(5, 107, 53);

        (await CountsAsync(1, 6)).Should().Be((7, 3));
        server.Asked.Should().OnlyContain(a => a.Path == "/path/api/v1/query" && a.Request.Method == HttpMethod.Post);
    }

    [Fact]
    public async Task Read_JoiningWindows_SumUpToTheCounters()
    {
        long blue = 0, green = 0;
        for (int i = 0; i <= 20; i++) server.Both(5 * i, 100 + (i * i), 50 + (3 * i));
        for (double from = 1, to = 2; to <= 101; to += 1)
        {
            if (await ReadAsync(from, to) is not { CouldLook: true } reading) continue;
            (blue, green, from) = (blue + Of(reading, ClusterSide.Blue), green + Of(reading, ClusterSide.Green), to);
        }

        (blue, green).Should().Be((400, 60));
    }

    [Fact]
    public async Task Read_NothingScrapedYet_IsNotZeroButUnknown()
    {
        server.Both(0, 100, 50);
        server.Both(15, 110, 60);
        (await CountsAsync(1, 16)).Should().Be((10, 10));

        (await ReadAsync(16, 17)).Trouble.Should().Contain("nothing new of b1 yet").And.Contain("every 15 s");
        server.Scrape(FakeServer.Blue, "b1", 30, (FakeServer.Requests(200), 130));
        (await ReadAsync(16, 31)).Trouble.Should().Contain("nothing new of g1 yet", "one side's requests alone would compare what cannot be compared");
        server.Scrape(FakeServer.Green, "g1", 31, (FakeServer.Requests(200), 75));
        (await CountsAsync(16, 32)).Should().Be((20, 15), "the window grew and lost none");
    }

    [Fact]
    public async Task Read_CounterThatFell_CountsFromZero()
    {
        server.Both(0, 100, 50);
        server.Both(5, 104, 50);
        server.Both(10, 3, 50);
        server.Both(15, 9, 51);

        (await CountsAsync(1, 16)).Should().Be((4 + 3 + 6, 1));
    }

    [Fact]
    public async Task Read_OneCounterThatFellWhileOthersStand_CountsFromZeroAlone()
    {
        foreach ((double at, double other) in ((double, double)[])[(0, 40), (5, 3)])
        {
            server.Scrape(FakeServer.Blue, "b1", at, (FakeServer.Requests(200), 100 + at), (FakeServer.Requests(200, "evicted"), other));
            server.Scrape(FakeServer.Green, "g1", at, (FakeServer.Requests(200), 50));
        }

        (await ReadAsync(1, 6)).Nodes.Where(n => n.Side == ClusterSide.Blue).Select(n => (n.Route, n.Requests)).Should().BeEquivalentTo(new (string?, long)[] { ("r", 5), ("evicted", 3) }, "Kong's dictionary evicts single counters (kong-facts 12.7 no. 7)");
    }

    [Fact]
    public async Task Read_CounterThatAScrapeDidNotHave_CountsFromZeroWhenTheNodeWasRestarted()
    {
        server.Both(0, 4, 50);
        server.Both(5, 5, 50);
        (await CountsAsync(1, 6)).Should().Be((1, 0));
        server.Scrape(FakeServer.Blue, "b1", 10);
        server.Scrape(FakeServer.Green, "g1", 10, (FakeServer.Requests(200), 50));
        (await CountsAsync(6, 11)).Should().Be((0, 0), "a node that counts and has no counter has answered nothing");
        server.Both(15, 7, 50);

        (await CountsAsync(11, 16)).Should().Be((7, 0), "7 after a restart, not 2 more than 5");
    }

    [Fact]
    public async Task Read_OneCounterMissingForAScrape_IsNotCountedAnew()
    {
        (string, double)[] Samples(double ok, double bad) => [(FakeServer.Requests(200), ok), (FakeServer.Requests(500), bad)];
        foreach ((double at, double bad) in ((double, double)[])[(0, 900), (5, 900), (15, 901)])
        {
            server.Scrape(FakeServer.Blue, "b1", at, (FakeServer.Requests(200), at));
            server.Scrape(FakeServer.Green, "g1", at, Samples(100 + at, bad));
        }
        server.Scrape(FakeServer.Blue, "b1", 10, (FakeServer.Requests(200), 10));
        server.Scrape(FakeServer.Green, "g1", 10, (FakeServer.Requests(200), 110));

        ProbeReading reading = await ReadAsync(1, 16);
        reading.Nodes.Single(n => n.Side == ClusterSide.Green).Errors.Should().Be(1, "a counter that a scrape left out while others stand has not begun anew");
    }

    [Fact]
    public async Task Read_FirstRequestOfAScrapedNode_CountsFromZero()
    {
        server.Both(0, 10, 10);
        server.Scrape(FakeServer.Green, "g2", 0);
        server.Both(5, 10, 10);
        server.Scrape(FakeServer.Green, "g2", 5);
        ProbeReading without = await ReadAsync(1, 6);
        server.Both(10, 10, 10);
        server.Scrape(FakeServer.Green, "g2", 10, (FakeServer.Requests(500, source: "kong"), 3));
        ProbeReading with = await ReadAsync(6, 11);

        without.BlindNodes.Should().ContainSingle().Which.Trouble.Should().Contain("status_code_metrics", "it may not count at all");
        without.Nodes.Should().NotContain(n => n.Node == "g2");
        with.BlindNodes.Should().BeEmpty();
        with.Nodes.Single(n => n.Node == "g2").Errors.Should().Be(3);
    }

    [Fact]
    public async Task Read_NodeThatWasNeverScrapedBefore_IsBlindOnceAndComparedFromThenOn()
    {
        server.Both(0, 10, 10);
        server.Both(5, 10, 10);
        await ReadAsync(1, 6);
        server.Both(10, 10, 10);
        server.Scrape(FakeServer.Green, "g2", 10, (FakeServer.Requests(200), 1000));
        ProbeReading first = await ReadAsync(6, 11);
        server.Both(15, 10, 10);
        server.Scrape(FakeServer.Green, "g2", 15, (FakeServer.Requests(200), 1002));
        ProbeReading second = await ReadAsync(11, 16);

        first.BlindNodes.Should().ContainSingle().Which.Should().Match<BlindNode>(b => b.Node == "g2" && b.Trouble.Contains("not scraped before"));
        first.Nodes.Sum(n => n.Requests).Should().Be(0, "nobody knows when they were counted");
        (second.BlindNodes.Count, second.Nodes.Single(n => n.Node == "g2").Requests).Should().Be((0, 2));
    }

    [Fact]
    public async Task Read_WholeSideNeverScrapedBefore_IsComparedFromTheNextScrapeOn()
    {
        server.Scrape(FakeServer.Blue, "b1", -5, (FakeServer.Requests(200), 1));
        server.Both(5, 10, 500);
        (await ReadAsync(1, 6)).Trouble.Should().Contain("Of Green no node can be told of").And.Contain("not scraped before");
        server.Both(10, 12, 503);

        (await CountsAsync(1, 11)).Should().Be((11, 3), "blue's are counted from before the window, green's from its first scrape");
    }

    [Fact]
    public async Task Read_NodeThatCannotBeScraped_IsBlindAndLosesNothing()
    {
        foreach (double at in (double[])[0, 5]) Three(at, 10 + at);
        await ReadAsync(1, 6);
        server.Both(10, 10, 10);
        server.Failed(FakeServer.Green, "g2", 10);
        ProbeReading down = await ReadAsync(6, 11);
        Three(15, 40);
        ProbeReading back = await ReadAsync(11, 16);

        down.BlindNodes.Should().ContainSingle().Which.Should().Match<BlindNode>(b => b.Side == ClusterSide.Green && b.Node == "g2" && b.Trouble.Contains("up is 0"));
        down.Nodes.Should().NotContain(n => n.Node == "g2", "what it did is not known, so it is not zero");
        (back.BlindNodes.Count, back.Nodes.Single(n => n.Node == "g2").Requests).Should().Be((0, 25));
    }

    [Fact]
    public async Task Read_NodeThatFailsAfterItWasScraped_CountsUntilThen()
    {
        Three(0, 10);
        Three(5, 14);
        server.Both(10, 10, 10);
        server.Failed(FakeServer.Green, "g2", 10);

        ProbeReading reading = await ReadAsync(1, 11);
        (reading.BlindNodes.Count, reading.Nodes.Single(n => n.Node == "g2").Requests).Should().Be((1, 4));
    }

    [Fact]
    public async Task Read_NodeThatIsNoLongerScraped_IsBlindForFiveMinutesAndHoldsNobodyUp()
    {
        foreach (double at in (double[])[0, 5]) Three(at, 10);
        for (double at = 10; at <= 320; at += 5) server.Both(at, 10, 10);
        await ReadAsync(1, 6);

        (await ReadAsync(6, 11)).Trouble.Should().Contain("nothing new of g2 yet");
        (await ReadAsync(6, 22)).BlindNodes.Should().ContainSingle().Which.Trouble.Should().Contain("every 5 s but did so last at 00:00:05Z, 17 s ago");
        (await ReadAsync(22, 320)).BlindNodes.Should().ContainSingle();
        (await ReadAsync(320, 325)).BlindNodes.Should().BeEmpty("it is no node any more");
    }

    [Fact]
    public async Task Read_WholeSideDown_CouldNotLook()
    {
        server.Both(0, 1, 1);
        server.Scrape(FakeServer.Blue, "b1", 5, (FakeServer.Requests(200), 2));
        server.Failed(FakeServer.Green, "g1", 5);

        (await ReadAsync(1, 6)).Trouble.Should().Contain("Of Green no node can be told of").And.Contain("g1: Prometheus could not scrape it");
    }

    [Fact]
    public async Task Read_TheSameWindowAgain_IsAnsweredAlikeAlsoByAnotherProbe()
    {
        server.Both(0, 100, 50);
        server.Both(5, 107, 53);
        ProbeReading first = await ReadAsync(1, 6);

        (await ReadAsync(1, 6)).Should().BeSameAs(first);
        Of(await server.Probe().ReadAsync(FakeServer.Window(1, 6), TestContext.Current.CancellationToken), ClusterSide.Blue).Should().Be(7);
    }

    [Fact]
    public async Task Read_WindowThatDoesNotJoin_HasOnlyItsOwnScrapes()
    {
        for (int i = 0; i <= 10; i++) server.Both(5 * i, 10 * i, i);
        await ReadAsync(1, 6);

        (await CountsAsync(31, 36)).Should().Be((10, 1), "what was counted between the windows belongs to neither");
    }

    [Fact]
    public async Task Read_ScrapeThatIsWrittenLate_CountsInTheNextWindow()
    {
        server.Both(0, 100, 50);
        server.Both(5, 107, 53);
        await ReadAsync(1, 11);
        server.Both(10, 109, 54);

        (await CountsAsync(11, 12)).Should().Be((2, 1), "it was scraped in the window before and not known then");
    }

    [Fact]
    public async Task Read_AnswersOfEveryKind_AreTold()
    {
        (int Code, string Source)[] kinds = [(200, "service"), (500, "kong"), (503, "service"), (404, "service"), (401, "kong"), (429, "kong")];
        (string, double)[] Samples(double n) => [.. kinds.Select((k, i) => (FakeServer.Requests(k.Code, source: k.Source), n * (i + 1)))];
        server.Scrape(FakeServer.Blue, "b1", 0, (FakeServer.Requests(200), 1));
        server.Scrape(FakeServer.Blue, "b1", 5, (FakeServer.Requests(200), 1));
        server.Scrape(FakeServer.Green, "g1", 0, Samples(1));
        server.Scrape(FakeServer.Green, "g1", 5, Samples(2));

        NodeReading green = (await ReadAsync(1, 6)).Nodes.Single(n => n.Side == ClusterSide.Green);
        (green.Route, green.Requests, green.Errors, green.UpstreamErrors, green.ClientErrors, green.UpstreamClientErrors, green.RateLimited).Should().Be(("r", 21, 5, 3, 9, 4, 6));
    }

    [Fact]
    public async Task Read_TwoRoutes_AreTwoReadings()
    {
        foreach (double at in (double[])[0, 5])
        {
            server.Scrape(FakeServer.Blue, "b1", at, (FakeServer.Requests(200, "a"), at), (FakeServer.Requests(200, "b"), 2 * at), (FakeServer.Requests(200, "c"), 7));
            server.Scrape(FakeServer.Green, "g1", at, (FakeServer.Requests(200), 1));
        }

        (await ReadAsync(1, 6)).Nodes.Select(n => (n.Node, n.Route, n.Requests)).Should().BeEquivalentTo(new (string, string?, long)[] { ("b1", "a", 5), ("b1", "b", 10), ("g1", null, 0) });
    }

    [Fact]
    public async Task Read_Kong28_IsReadByItsOwnNames()
    {
        static string Of(string name, string more) => $"\"__name__\":\"{name}\",\"route\":\"r\",{more}";
        foreach (double at in (double[])[0, 5])
        {
            server.Scrape(FakeServer.Green, "g1", at, (FakeServer.Requests(200), at), (Of("kong_request_latency_ms_bucket", "\"le\":\"100\""), at), (Of("kong_request_latency_ms_bucket", "\"le\":\"250\""), at), (Of("kong_request_latency_ms_bucket", "\"le\":\"400\""), at), (Of("kong_request_latency_ms_bucket", "\"le\":\"1000\""), at), (Of("kong_request_latency_ms_bucket", "\"le\":\"+Inf\""), at));
            server.Scrape(FakeServer.Blue, "b1", at, (Of("kong_http_status", "\"code\":\"502\""), at), (Of("kong_latency_bucket", "\"type\":\"request\",\"le\":\"00080.0\""), at), (Of("kong_latency_bucket", "\"type\":\"request\",\"le\":\"00090.0\""), at), (Of("kong_latency_bucket", "\"type\":\"request\",\"le\":\"00100.0\""), 2 * at), (Of("kong_latency_bucket", "\"type\":\"request\",\"le\":\"00400.0\""), 2 * at), (Of("kong_latency_bucket", "\"type\":\"request\",\"le\":\"01000.0\""), 2 * at), (Of("kong_latency_bucket", "\"type\":\"request\",\"le\":\"+Inf\""), 2 * at), (Of("kong_latency_bucket", "\"type\":\"kong\",\"le\":\"+Inf\""), 7 * at));
        }

        ProbeReading reading = await ReadAsync(1, 6);
        NodeReading blue = reading.Nodes.Single(n => n.Node == "b1"), green = reading.Nodes.Single(n => n.Node == "g1");
        (blue.Requests, blue.Errors, blue.UpstreamErrors).Should().Be((5, 5, 0));
        blue.Latency.UpperBounds.Should().Equal([25, 50, 80, 100, 400, 1000, double.PositiveInfinity], "both sides have these: what is missing below a first bucket has counted nothing yet");
        green.Latency.UpperBounds.Should().Equal(blue.Latency.UpperBounds);
        blue.Latency.Counts.Should().Equal(0, 0, 5, 5, 0, 0, 0);
        green.Latency.Counts.Should().Equal(0, 0, 0, 5, 0, 0, 0);
        (blue.KongLatency.Count, green.KongLatency.Count).Should().Be((35, 0));
    }

    public void Dispose()
    {
        probe.Dispose();
        server.Dispose();
    }

    private void Three(double at, double second)
    {
        server.Both(at, 10, 10);
        server.Scrape(FakeServer.Green, "g2", at, (FakeServer.Requests(200), second));
    }

    private Task<ProbeReading> ReadAsync(double from, double to) => probe.ReadAsync(FakeServer.Window(from, to), TestContext.Current.CancellationToken);

    private async Task<(long Blue, long Green)> CountsAsync(double from, double to)
    {
        ProbeReading reading = await ReadAsync(from, to);
        reading.Trouble.Should().BeNull();
        return (Of(reading, ClusterSide.Blue), Of(reading, ClusterSide.Green));
    }

    private static long Of(ProbeReading reading, ClusterSide side) => reading.Nodes.Where(n => n.Side == side).Sum(n => n.Requests);
}
