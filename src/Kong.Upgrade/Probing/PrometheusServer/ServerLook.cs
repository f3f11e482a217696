using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>One look at all nodes: what is new of them since the last one.</summary>
internal sealed class ServerLook
{
    private readonly PrometheusServerOptions options;
    private readonly TargetList list;
    private readonly ProbeWindow window;
    private readonly Ledger before;
    private readonly long to;
    private readonly HashSet<(ClusterSide, string)> counts;
    private readonly Dictionary<string, TargetMemory> counted = [], begun = [];

    public ServerLook(PrometheusServerOptions options, TargetList list, ProbeWindow window, Ledger before, IReadOnlySet<(ClusterSide, string)> counting)
    {
        (this.options, this.list, this.window, this.before, After) = (options, list, window, before, before);
        to = window.To.ToUnixTimeMilliseconds();
        counts = [.. counting];
    }

    /// <summary>Up to where counting has come now; also when the look failed.</summary>
    public Ledger After { get; private set; }

    /// <summary>Nodes that were seen to count requests, now or before: for these no counter means no request.</summary>
    public IReadOnlySet<(ClusterSide, string)> Counting => counts;

    /// <exception cref="UpgradeServiceException">There is no reading.</exception>
    public async Task<ProbeReading> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ScrapedTarget> targets = await list.AskAsync(window, cancellationToken).ConfigureAwait(false);
        Standings standings = new(options, targets, to);
        standings.FindUnscraped();
        standings.RequireBothSides();
        standings.RequireNews(before);
        long from = CountersFrom(targets);
        await list.AddCountersAsync(targets, from, to, cancellationToken).ConfigureAwait(false);
        foreach (ScrapedTarget target in targets) Count(target, from, standings);
        // What is of no use yet is at least what the next look compares with.
        After = before.With(window.From, begun);
        standings.RequireBothSides();
        After = before.With(window.To, counted);
        return ProbeReading.Of(window, new NodeReadings(targets).All(standings.Blind), standings.Blind);
    }

    private void Count(ScrapedTarget target, long from, Standings standings)
    {
        TargetWalk walk = new(target, before.Targets.GetValueOrDefault(target.Key), from, before.Since);
        TargetMemory memory = counted[target.Key] = walk.Run();
        if (target.Series.Any(s => KongMetrics.IsRequests(s.Name))) counts.Add((target.Side, target.Node));
        if (walk.HasUnknownStart)
        {
            begun[target.Key] = memory;
            standings.Add(target, "it was not scraped before this window, so what its counters hold from earlier cannot be told from what came since; the next scrape is compared with this one");
        }
        else if (!counts.Contains((target.Side, target.Node)))
        {
            standings.Add(target, "no request of it was ever seen: it has answered none yet, or does not count them (plugin prometheus; from Kong 3.0 on with status_code_metrics), or the server drops kong_http_requests_total or kong_http_status. Send it one request and see");
        }
    }

    /// <summary>Far enough back for each target: to what was last counted of it, or to a scrape before the window.</summary>
    private long CountersFrom(IReadOnlyList<ScrapedTarget> targets) =>
        Math.Max(list.From(window), targets.Min(t => before.Targets.GetValueOrDefault(t.Key)?.Until ?? Math.Min(before.Since, window.From.ToUnixTimeMilliseconds()) - (3 * t.Interval(options.ScrapeInterval))));
}
