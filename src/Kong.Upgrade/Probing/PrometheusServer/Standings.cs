using System.Globalization;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>Which nodes the server can tell of, and of which there is nothing new yet.</summary>
internal sealed class Standings(PrometheusServerOptions options, IReadOnlyList<ScrapedTarget> targets, long to)
{
    /// <summary>A scrape may take as long as the interval, and one may fail to be written.</summary>
    private const int MissedScrapes = 3;

    private const long ShortestPatience = 1_000;

    private readonly Dictionary<(ClusterSide Side, string Node), string> blind = [];

    public IReadOnlyList<BlindNode> Blind => [.. blind.Select(b => new BlindNode(b.Key.Side, b.Key.Node, b.Value))];

    public bool IsBlind(ScrapedTarget target) => blind.ContainsKey((target.Side, target.Node));

    public void Add(ScrapedTarget target, string trouble) => blind.TryAdd((target.Side, target.Node), trouble);

    /// <summary>Finds those that Prometheus itself does not see.</summary>
    public void FindUnscraped()
    {
        foreach (ScrapedTarget target in targets)
        {
            long ago = to - target.Last.At, interval = target.Interval(options.ScrapeInterval);
            if (ago > Math.Max(MissedScrapes * interval, ShortestPatience))
                Add(target, $"Prometheus scrapes it every {Seconds(interval)} s but did so last at {Clock(target.Last.At)}, {Seconds(ago)} s ago: it is no target any more, or Prometheus is behind, or the clocks of the two hosts differ");
            else if (target.Last.Value != 1)
                Add(target, $"Prometheus could not scrape it at {Clock(target.Last.At)} (up is {target.Last.Value.ToString(CultureInfo.InvariantCulture)}); what it does meanwhile is counted once it can, unless it is restarted. The server's page of targets says why");
        }
    }

    /// <summary>Requires a node of each side that can be told of.</summary>
    /// <exception cref="UpgradeServiceException">There is none.</exception>
    public void RequireBothSides()
    {
        foreach (IGrouping<ClusterSide, ScrapedTarget> side in targets.GroupBy(t => t.Side))
            if (side.All(IsBlind)) throw new UpgradeServiceException($"Of {side.Key} no node can be told of. {string.Join("; ", Blind.Where(b => b.Side == side.Key).Select(b => $"{b.Node}: {b.Trouble}"))}.");
    }

    /// <summary>
    /// Requires that every node was scraped since it was last counted. Counts come with scrapes, every 15 seconds or so, and each node has its own moment: what is not known yet is not zero,
    /// and to count one side's requests and not the other's of the same stretch would compare what cannot be compared. So the window waits, and grows.
    /// </summary>
    /// <exception cref="UpgradeServiceException">One was not.</exception>
    public void RequireNews(Ledger ledger)
    {
        if (targets.FirstOrDefault(t => !IsBlind(t) && !ledger.HasNews(t)) is { } waiting)
            throw new UpgradeServiceException($"There is nothing new of {waiting.Node} yet: Prometheus scraped it last at {Clock(waiting.Last.At)} and does so every {Seconds(waiting.Interval(options.ScrapeInterval))} s. What happened since is counted with its next scrape; a shorter scrape_interval lets green be judged sooner.", isTransient: true);
    }

    public static string Clock(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(long milliseconds) => (milliseconds / 1000.0).ToString("0.#", CultureInfo.InvariantCulture);
}
