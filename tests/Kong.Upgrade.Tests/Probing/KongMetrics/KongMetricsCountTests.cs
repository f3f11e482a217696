using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Tests;

/// <summary>What of each request goes where.</summary>
public class KongMetricsCountTests
{
    [Theory, InlineData("3.0.2"), InlineData("3.4.2"), InlineData("3.9.1")]
    public void Advance_EveryKindOfAnswer_IsCountedInItsPlace(string version)
    {
        NodeText text = new() { Version = version };
        Watched node = Watched.Seen(text.Serve("r", 200));
        text.Serve("r", 200, 5).Serve("r", 500, 4, "kong").Serve("r", 503, 3).Serve("r", 404, 2).Serve("r", 401, 6, "kong").Serve("r", 429, 7, "kong").Serve("r", 302, 8).Serve("r", 500, 1, "error");
        node.Scrape().Should().BeNull();
        NodeReading reading = node.Only();
        (reading.Route, reading.Requests, reading.Errors, reading.UpstreamErrors).Should().Be(("r", 36, 8, 3));
        (reading.ClientErrors, reading.UpstreamClientErrors, reading.RateLimited).Should().Be((8, 2, 7));
        reading.Latency.Count.Should().Be(36);
        reading.KongLatency.Count.Should().Be(36);
    }

    [Fact]
    public void Advance_Version28_HasNoSourceAndOneLatencyFamily()
    {
        NodeText text = new() { Version = "2.8.5" };
        Watched node = Watched.Seen(text.Serve("r", 200));
        text.Serve("r", 200, 2, took: 80, own: 7).Serve("r", 502, 3, took: 80, own: 7).Serve("r", 404, 4, took: 80, own: 7);
        node.Scrape().Should().BeNull();
        NodeReading reading = node.Only();
        (reading.Requests, reading.Errors, reading.UpstreamErrors, reading.ClientErrors, reading.UpstreamClientErrors).Should().Be((9, 3, 0, 4, 0));
        (reading.Latency.Quantile(0.5), reading.KongLatency.Quantile(0.5)).Should().Be((80, 7));
        reading.Latency.Count.Should().Be(9);
    }

    [Fact]
    public void Advance_WorkspacesAndConsumers_AreAddedUp()
    {
        NodeText text = new();
        Watched node = Watched.Seen(text.Serve("r", 200));
        text.Serve("r", 200, 2, consumer: "alice").Workspace = "other";
        text.Serve("r", 200, 3);
        node.Scrape().Should().BeNull();
        node.Only().Requests.Should().Be(5);
        Watched.Seen(text).Counters.Take().Should().ContainSingle().Which.Requests.Should().Be(0);
    }

    [Fact]
    public void Advance_Routes_AreNamedByWhatKongSays()
    {
        NodeText text = new();
        Watched node = Watched.Seen(text);
        text.Serve("r", 200).Serve("", 200, service: "alone").Serve("a \\\"b\\\" \\\\ c", 200).Serve("29ad1d1c-52c4-4d5b-a0c7-9ff1c1a4a1dd", 200, service: "");
        node.Scrape().Should().BeNull();
        node.Counters.Take().Select(r => r.Route).Should().BeEquivalentTo("r", "alone", "a \"b\" \\ c", "29ad1d1c-52c4-4d5b-a0c7-9ff1c1a4a1dd");
    }

    [Fact]
    public void Take_NodeWithoutTraffic_HasZeroCounts()
    {
        Watched node = Watched.Seen(new NodeText().Serve("r", 200));
        node.Scrape().Should().BeNull();
        NodeReading reading = node.Only();
        (reading.Route, reading.Requests, reading.Latency.Count).Should().Be((null, 0, 0));
    }

    [Fact]
    public void Take_Twice_GivesNothingTwice()
    {
        NodeText text = new();
        Watched node = Watched.Seen(text);
        text.Serve("r", 200, 3);
        node.Scrape();
        node.Taken().Should().Be(3);
        node.Taken().Should().Be(0);
    }

    [Fact]
    public void Take_BeforeAnyScrape_IsEmpty() => new Watched(new()).Counters.Take().Should().BeEmpty();

    [Fact]
    public void Uptime_UntilRestart_GrowsFromTheFirstSight()
    {
        NodeText text = new();
        Watched node = Watched.Seen(text);
        node.Scrape(2);
        node.Counters.Uptime.Should().Be(TimeSpan.FromSeconds(2));
        text.Restart();
        node.Scrape();
        node.Counters.Uptime.Should().Be(TimeSpan.Zero);
        node.Scrape();
        node.Only().Uptime.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Uptime_OfANodeThatWasAtWorkAlready_IsNotKnown()
    {
        Watched node = Watched.Seen(new NodeText().Serve("r", 200, 1000));
        node.Scrape(2);
        node.Counters.Uptime.Should().BeNull();
    }

    [Fact]
    public void Uptime_WhereTheProcessTellsItsStart_IsSinceThen()
    {
        Watched node = new(new() { ProcessStart = (Watched.Start.ToUnixTimeSeconds() - 59).ToString(System.Globalization.CultureInfo.InvariantCulture) });
        node.Scrape();
        node.Counters.Uptime.Should().Be(TimeSpan.FromSeconds(60));
    }
}
