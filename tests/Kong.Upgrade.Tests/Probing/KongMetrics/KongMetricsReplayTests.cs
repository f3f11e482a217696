using System.Text;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Probing.KongMetrics;

namespace Kong.Upgrade.Tests;

/// <summary>Several nodes in one reading.</summary>
public class KongMetricsReplayTests
{
    private static readonly DateTimeOffset start = Watched.Start;

    private readonly NodeText blue = new() { Version = "3.4.2", Id = "b" }, second = new() { Version = "3.4.2", Id = "b2" }, green = new() { Id = "g" };
    private readonly KongMetricsReplay replay;
    private int seconds;

    public KongMetricsReplayTests() => replay = new(Options("b1", "b2"));

    [Fact]
    public void Read_FirstTime_CouldNotLook() => Round().Trouble.Should().Contain("none of Blue's 2 nodes").And.Contain("b2: this is the first look");

    [Fact]
    public void Read_BothSides_HoldsAllNodesAndRoutes()
    {
        Round();
        blue.Serve("r", 200, 3).Serve("s", 200, 2);
        green.Serve("r", 200, 4);
        ProbeReading reading = Round();
        reading.CouldLook.Should().BeTrue();
        reading.BlindNodes.Should().BeEmpty();
        reading.Nodes.Select(n => (n.Node, n.Route, n.Requests)).Should().BeEquivalentTo([("b1", "r", 3L), ("b1", "s", 2L), ("b2", null, 0L), ("g1", "r", 4L)]);
    }

    [Fact]
    public void Read_OneNodeMissing_IsBlindAndTheOthersCount()
    {
        Round();
        blue.Serve("r", 200, 3);
        ProbeReading reading = Round(fails: ["b2"]);
        reading.BlindNodes.Should().ContainSingle().Which.Should().Be(new BlindNode(ClusterSide.Blue, "b2", "connection refused"));
        reading.Nodes.Select(n => n.Node).Should().Equal("b1", "g1");
    }

    [Fact]
    public void Read_SideMissingForAMoment_IsMadeUpForOnBothSides()
    {
        Round();
        Serve(1);
        Round(fails: ["g1"]).CouldLook.Should().BeFalse();
        Serve(1);
        ProbeReading reading = Round();
        Requests(reading, ClusterSide.Blue).Should().Be(2);
        Requests(reading, ClusterSide.Green).Should().Be(2);
    }

    [Fact]
    public void Read_SideMissingForLong_BeginsAnewOnBothSides()
    {
        Round();
        Serve(1);
        Round().CouldLook.Should().BeTrue();
        for (int i = 0; i < 5; i++)
        {
            Serve(1);
            Round(fails: ["g1"]).CouldLook.Should().BeFalse();
        }
        Serve(1);
        Round().Trouble.Should().Contain("was not seen for 6 s");
        Serve(1);
        ProbeReading reading = Round();
        Requests(reading, ClusterSide.Blue).Should().Be(1, "six seconds of blue beside one of green would be no comparison");
        Requests(reading, ClusterSide.Green).Should().Be(1);
    }

    [Fact]
    public void Read_SameWindowAgain_IsAnsweredAlike()
    {
        Round();
        Serve(3);
        ProbeReading reading = Round();
        replay.Read(reading.Window, []).Should().BeSameAs(reading);
    }

    [Fact]
    public void Read_LayoutsThatDiffer_GiveTheBoundsThatAllHave()
    {
        Round();
        blue.Serve("r", 200, 2, took: 40, own: 4).Serve("r", 200, 1, took: 90000, own: 2000);
        green.Serve("r", 200, 2, took: 40, own: 4).Serve("r", 200, 1, took: 90000, own: 2000);
        ProbeReading reading = Round();
        NodeReading b = reading.Nodes.Single(n => n.Node == "b1"), g = reading.Nodes.Single(n => n.Node == "g1");
        b.KongLatency.UpperBounds.Should().Equal(g.KongLatency.UpperBounds).And.NotContain(3000.0).And.Contain(1.0);
        g.KongLatency.Counts.Should().Equal(b.KongLatency.Counts, "3.9's bucket of 3 s goes to the one above it that both have");
        g.KongLatency.Count.Should().Be(3);
    }

    [Fact]
    public void Read_TwoEightAndThreeNine_ShareFewBounds()
    {
        blue.Version = second.Version = "2.8.5";
        KongMetricsReplay old = new(Options("b1", "b2", "2.8.5"));
        Round(replay: old);
        blue.Serve("r", 200, 3, took: 40);
        green.Serve("r", 200, 3, took: 40);
        ProbeReading reading = Round(replay: old);
        foreach (NodeReading node in reading.Nodes.Where(n => n.Requests > 0))
        {
            node.Latency.UpperBounds.Should().Equal(25, 50, 80, 100, 400, 1000, 2000, 5000, 10000, 30000, 60000, double.PositiveInfinity);
            node.KongLatency.UpperBounds.Should().Equal(1, 2, 5, 7, 10, 15, 20, 30, 50, 100, 200, 500, 1000, double.PositiveInfinity);
            node.Latency.Quantile(1).Should().Be(50);
        }
    }

    [Fact]
    public void Run_ATrace_MakesARoundOfEachScrapeOfAll()
    {
        List<KongScrape> trace = [];
        for (int i = 0; i < 4; i++)
        {
            Serve(1);
            seconds++;
            trace.AddRange(Scrapes([]).Where(s => i != 2 || s.Node != "b2"));
        }
        ProbeReading[] readings = [.. KongMetricsReplay.Run(Options("b1", "b2"), trace)];
        readings.Should().HaveCount(4);
        readings.Skip(1).Select(r => Requests(r, ClusterSide.Green)).Should().Equal(1, 1, 1);
        readings[2].BlindNodes.Should().ContainSingle().Which.Trouble.Should().Be("it was not scraped");
        readings[3].Window.Should().Be(new ProbeWindow(readings[2].Window.To, trace[^1].At));
    }

    [Fact]
    public void Constructor_OptionsThatDoNotMakeSense_AreRefused() => ((Action)(() => _ = new KongMetricsReplay(new()))).Should().Throw<ArgumentException>().WithMessage("*names no node of Blue*");

    private static long Requests(ProbeReading reading, ClusterSide side) => reading.Nodes.Where(n => n.Side == side && n.Node != "b2").Sum(n => n.Requests);

    private static KongMetricsOptions Options(string one, string two, string version = "3.4.2") => new()
    {
        Nodes =
        [
            new() { Side = ClusterSide.Blue, Name = one, Version = KongVersion.Parse(version) }, new() { Side = ClusterSide.Blue, Name = two, Version = KongVersion.Parse(version) },
            new() { Side = ClusterSide.Green, Name = "g1", Version = KongVersion.Parse("3.9.1") },
        ],
    };

    private void Serve(int times)
    {
        foreach (NodeText node in (NodeText[])[blue, second, green]) node.Serve("r", 200, times);
    }

    private ProbeReading Round(string[]? fails = null, KongMetricsReplay? replay = null)
    {
        seconds++;
        return (replay ?? this.replay).Read(new(start.AddSeconds(seconds - 1), start.AddSeconds(seconds)), [.. Scrapes(fails ?? [])]);
    }

    private IEnumerable<KongScrape> Scrapes(string[] fails)
    {
        foreach ((string name, NodeText node) in ((string, NodeText)[])[("b1", blue), ("b2", second), ("g1", green)])
            yield return new()
            {
                Side = name[0] == 'b' ? ClusterSide.Blue : ClusterSide.Green,
                Node = name,
                At = start.AddSeconds(seconds),
                Body = fails.Contains(name) ? default : Encoding.UTF8.GetBytes(node.ToString()),
                Trouble = fails.Contains(name) ? "connection refused" : null,
            };
    }
}
