using System.Globalization;

namespace Kong.Upgrade.Tests;

/// <summary>Nodes that are not who they should be, or cannot count.</summary>
public class KongMetricsNodeTroubleTests
{
    private readonly NodeText text = new();

    [Fact]
    public void Advance_OtherVersionThanExpected_CountsNothing()
    {
        Watched node = new(text.Serve("r", 200), version: KongVersion.Parse("3.4.2"));
        node.Scrape().Should().Contain("says that it is Kong 3.9.1").And.Contain("3.4.2 was expected");
        node.Scrape().Should().Contain("3.4.2 was expected");
        node.Counters.Take().Should().BeEmpty();
    }

    [Fact]
    public void Advance_VersionThatIsNotTold_IsBelieved()
    {
        text.HasInfo = false;
        new Watched(text, version: KongVersion.Parse("3.4.2")).Scrape().Should().Contain("first look");
    }

    [Fact]
    public void Advance_SeveralNodesBehindOneAddress_IsToldAndTheirPastNeverCounts()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 5000));
        NodeText other = new NodeText { Id = "node-x", Requests = 9000, Accepted = 9000 }.Serve("r", 200, 8000);
        node.Scrape(other.ToString()).Should().Contain("older past");
        node.Scrape(text.ToString()).Should().Contain("behind this address");
        node.Scrape(other.Serve("r", 200, 2).ToString()).Should().BeNull();
        node.Taken().Should().Be(2);
    }

    [Fact]
    public void Advance_FullDictionary_IsBlindWhileItIsFull()
    {
        Watched node = Watched.Seen(text);
        text.Serve("r", 200, 3).Used = text.Size;
        node.Scrape().Should().Contain("prometheus_metrics").And.Contain("nginx_http_lua_shared_dict");
        text.Serve("r", 200, 3).Used = 1_000_000;
        node.Scrape().Should().BeNull();
        node.Taken().Should().Be(3, "what was counted while counters vanished is not counted");
    }

    [Fact]
    public void Advance_MetricErrorsThatGrow_AreTold()
    {
        Watched node = Watched.Seen(text);
        text.MetricErrors = 7;
        node.Scrape().Should().Contain("failed to count 7 times").And.Contain("nginx_http_lua_shared_dict");
        node.Scrape().Should().BeNull("they do not grow any more");
    }

    [Theory, InlineData("3.9.1"), InlineData("2.8.5")]
    public void Advance_RequestsThatNoSeriesShows_AreNoZero(string version)
    {
        (text.Version, text.TellsStatus, text.TellsLatency) = (version, false, false);
        Watched node = new(text);
        List<string?> troubles = [.. Enumerable.Range(0, 8).Select(_ => node.Scrape(text.Serve("r", 200, 200).ToString()))];
        troubles.Skip(1).Take(2).Should().OnlyContain(t => t == null);
        troubles[^1].Should().Contain("status_code_metrics").And.Contain(string.Create(CultureInfo.InvariantCulture, $"{7 * 200} requests"));
        text.TellsStatus = true;
        node.Scrape().Should().NotBeNull("its past is not this interval's");
        text.Serve("r", 200, 2);
        node.Scrape().Should().BeNull();
        node.Taken().Should().Be(2);
    }

    [Fact]
    public void Advance_LatencyWithoutStatusCodes_IsTold()
    {
        text.TellsStatus = false;
        Watched node = new(text.Serve("r", 200));
        Enumerable.Range(0, 6).Select(_ => node.Scrape()).ToArray()[^1].Should().Contain("shows traffic").And.Contain("status_code_metrics");
    }

    [Fact]
    public void Advance_QuietNode_IsZeroHoweverLong()
    {
        Watched node = Watched.Seen(text);
        for (int i = 0; i < 30; i++)
        {
            text.Requests += 5;
            node.Scrape().Should().BeNull();
        }
        node.Taken().Should().Be(0);
    }
}
