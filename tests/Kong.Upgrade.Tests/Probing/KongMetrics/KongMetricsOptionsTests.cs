using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing.KongMetrics;

namespace Kong.Upgrade.Tests;

public class KongMetricsOptionsTests
{
    [Fact]
    public void Validate_OneNodeOfEach_IsFine() => Sound().Validate().Should().BeEmpty();

    public static TheoryData<string, Action<KongMetricsOptions>> Mistakes => new()
    {
        { "no node of Green", o => o.Nodes = [.. o.Nodes.Take(1)] },
        { "2 nodes are called 'b'", o => o.Nodes = [.. o.Nodes, Node(ClusterSide.Blue, "b", "http://127.0.0.1:9")] },
        { "same address", o => o.Nodes = [.. o.Nodes, Node(ClusterSide.Blue, "c", "http://127.0.0.1:1/metrics")] },
        { "must be of blue or green", o => o.Nodes = [.. o.Nodes, Node(ClusterSide.Unknown, "c", "http://127.0.0.1:9")] },
        { "http or https", o => o.Nodes = [.. o.Nodes, Node(ClusterSide.Blue, "c", "ftp://127.0.0.1:9")] },
        { "has no name", o => o.Nodes = [.. o.Nodes, Node(ClusterSide.Blue, " ", "http://127.0.0.1:9")] },
        { "Interval is", o => o.Interval = TimeSpan.Zero },
        { "ScrapeWithin is", o => o.ScrapeWithin = TimeSpan.FromHours(1) },
        { "MostBytes is 5", o => o.MostBytes = 5 },
        { "MostSeries is 0", o => o.MostSeries = 0 },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void Validate_AMistake_IsToldInASentence(string told, Action<KongMetricsOptions> mistake)
    {
        KongMetricsOptions options = Sound();
        mistake(options);
        options.Validate().Should().ContainSingle().Which.Should().Contain(told).And.EndWith(".");
    }

    [Fact]
    public void Probe_NodeWithoutAddress_IsRefused()
    {
        KongMetricsOptions options = Sound();
        options.Nodes = [.. options.Nodes, new() { Side = ClusterSide.Blue, Name = "nowhere" }];
        ((Action)(() => _ = new KongMetricsProbe(options))).Should().Throw<ArgumentException>().WithMessage("*nowhere has no address*");
    }

    [Fact]
    public void Of_ClusterNode_PrefersTheStatusApi()
    {
        ClusterNode node = new() { Name = "n", Version = KongVersion.Parse("3.9.1"), Admin = new("http://127.0.0.1:8001"), Status = new("http://127.0.0.1:8007") };
        KongMetricsNode found = KongMetricsNode.Of(ClusterSide.Green, node);
        (found.Name, found.Side, found.Version, found.Address!.Port).Should().Be(("n", ClusterSide.Green, node.Version, 8007));
        KongMetricsNode.Of(ClusterSide.Green, new() { Name = "n", Version = node.Version, Admin = node.Admin }).Address!.Port.Should().Be(8001);
    }

    private static KongMetricsOptions Sound() => new() { Nodes = [Node(ClusterSide.Blue, "b", "http://127.0.0.1:1"), Node(ClusterSide.Green, "g", "http://127.0.0.1:2")] };

    private static KongMetricsNode Node(ClusterSide side, string name, string address) => new() { Side = side, Name = name, Address = new(address) };
}
