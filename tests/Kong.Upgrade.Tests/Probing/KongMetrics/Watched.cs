using System.Text;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Probing.KongMetrics;

namespace Kong.Upgrade.Tests;

/// <summary>A node that is scraped once a second.</summary>
internal sealed class Watched(NodeText text, KongMetricsOptions? options = null, KongVersion? version = null)
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 19, 0, 0, TimeSpan.Zero);

    private readonly KongNodeCounters counters = new(new() { Side = ClusterSide.Blue, Name = "b1", Version = version }, options);

    public DateTimeOffset Now { get; private set; } = Start;

    public KongNodeCounters Counters => counters;

    /// <summary>A node that was seen once, so that the next scrape counts.</summary>
    public static Watched Seen(NodeText text, KongMetricsOptions? options = null)
    {
        Watched node = new(text, options);
        node.Scrape().Should().Contain("first look");
        return node;
    }

    public string? Scrape(double after = 1) => Scrape(text.ToString(), after);

    public string? Scrape(string body, double after = 1)
    {
        Now = Now.AddSeconds(after);
        return counters.Advance(Now, Encoding.UTF8.GetBytes(body));
    }

    public NodeReading Only() => counters.Take().Should().ContainSingle().Subject;

    public long Taken() => counters.Take().Sum(r => r.Requests);
}
