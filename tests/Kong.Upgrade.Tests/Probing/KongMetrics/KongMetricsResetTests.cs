namespace Kong.Upgrade.Tests;

/// <summary>Counters that begin anew, and those that only look so.</summary>
public class KongMetricsResetTests
{
    private readonly NodeText text = new();

    [Fact]
    public void Advance_FirstSight_IsOnlyABase()
    {
        Watched node = new(text.Serve("r", 200, 1000));
        node.Scrape().Should().Contain("first look");
        node.Taken().Should().Be(0);
    }

    [Fact]
    public void Advance_FirstSightOfAProcessYoungerThanTheInterval_Counts()
    {
        text.ProcessStart = Watched.Start.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Watched node = new(text.Serve("r", 200, 10));
        node.Scrape().Should().BeNull();
        node.Taken().Should().Be(10);
    }

    [Fact]
    public void Advance_SeriesThatAppears_CountsFromZero()
    {
        Watched node = Watched.Seen(text);
        text.Serve("r", 500, 7, "kong");
        node.Scrape().Should().BeNull();
        node.Only().Errors.Should().Be(7);
    }

    [Fact]
    public void Advance_RestartWithAbsentSeries_IsNoTroubleAndCountsWhatComes()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 50));
        text.Restart();
        node.Scrape(3).Should().BeNull();
        node.Taken().Should().Be(0);
        text.Serve("r", 200, 4);
        node.Scrape().Should().BeNull();
        node.Taken().Should().Be(4);
    }

    [Fact]
    public void Advance_RestartThatAlreadyCountedMoreThanBefore_CountsAllOfIt()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 5));
        text.Restart().Serve("r", 200, 8);
        node.Scrape(3).Should().BeNull();
        node.Taken().Should().Be(8, "a comparison of values alone would see 3");
    }

    [Fact]
    public void Advance_RestartThatOnlyItsIdTells_CountsAllOfIt()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 5));
        text.Restart().Serve("r", 200, 8).Pid = 100;
        (text.Requests, text.Accepted) = (5000, 5000);
        node.Scrape(3).Should().BeNull();
        node.Taken().Should().Be(8);
    }

    [Fact]
    public void Advance_RestartOfANodeThatKeepsItsId_IsSeenByNginxCounts()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 5));
        text.Restart("node-1").Serve("r", 200, 8);
        node.Scrape(3).Should().BeNull();
        node.Taken().Should().Be(8);
    }

    [Fact]
    public void Advance_RestartOf28WithOtherWorkersAndLessThanBefore_IsSeen()
    {
        text.Version = "2.8.5";
        (text.Requests, text.Accepted) = (3, 3);
        Watched node = Watched.Seen(text.Serve("r", 200, 2).Serve("s", 200, 1));
        text.Restart().Serve("r", 200, 9);
        node.Scrape(3).Should().BeNull();
        node.Taken().Should().Be(9);
    }

    [Fact]
    public void Advance_OneSeriesThatFell_CountsFromZero()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 50).Serve("s", 200, 50));
        string fallen = text.Serve("s", 200, 2).ToString().Replace("route=\"r\",code=\"200\",source=\"service\",workspace=\"default\",consumer=\"\"} 50", "route=\"r\",code=\"200\",source=\"service\",workspace=\"default\",consumer=\"\"} 6", StringComparison.Ordinal);
        node.Scrape(fallen).Should().BeNull();
        node.Counters.Take().Should().Contain(r => r.Route == "r" && r.Requests == 6).And.Contain(r => r.Route == "s" && r.Requests == 2);
    }

    [Fact]
    public void Advance_ReloadWithOtherWorkers_IsNoRestart()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 50));
        text.Serve("r", 200, 3).Pid = 4711;
        node.Scrape().Should().BeNull();
        node.Taken().Should().Be(3);
        node.Counters.Uptime.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Advance_CountsThatComeLate_AreCountedWhenTheyCome()
    {
        Watched node = Watched.Seen(text.Serve("r", 200, 5));
        text.Requests += 400;
        node.Scrape().Should().BeNull();
        text.Serve("r", 200, 400).Requests -= 400;
        node.Scrape().Should().BeNull();
        node.Taken().Should().Be(400);
    }

    [Theory, InlineData(3.2, true), InlineData(3.6, false)]
    public void Advance_AfterAGap_CountsOnlyIfItIsShort(double gap, bool counts)
    {
        Watched node = Watched.Seen(text);
        text.Serve("r", 200, 9);
        string? trouble = node.Scrape(gap);
        if (counts) trouble.Should().BeNull();
        else trouble.Should().Contain("left out");
        node.Taken().Should().Be(counts ? 9 : 0);
        text.Serve("r", 200, 2);
        node.Scrape().Should().BeNull();
        node.Taken().Should().Be(2);
    }

    [Fact]
    public void Advance_EarlierThanBefore_IsRefused() => Watched.Seen(text).Scrape(-1).Should().Contain("came after");
}
