using System.Globalization;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Whether a node counts requests at all: from 3.0 on its plugin does not unless told to (kong-facts 4). No series then looks like no traffic.</summary>
internal sealed class MetricGroups
{
    /// <summary>Scrapes and health checks are requests too, and so are those that match no route; none of them is counted by route.</summary>
    private const int OthersPerScrape = 10;

    private const int Patience = 5;

    private int scrapes;
    private double? requestsAtFirst;

    /// <summary>Notes a scrape.</summary>
    /// <param name="facts">What the node said of itself.</param>
    /// <param name="counts">Whether it showed a request counter.</param>
    /// <returns>Why its zero is none; <see langword="null"/> while it may be one.</returns>
    public string? Trouble(NodeFacts facts, bool counts)
    {
        if (counts) scrapes = 0;
        else if (scrapes++ == 0 || facts.Requests < requestsAtFirst) (scrapes, requestsAtFirst) = (1, facts.Requests);
        double? served = facts.Requests - requestsAtFirst;
        if (counts || scrapes < Patience || !(facts.ShowsTraffic || served > OthersPerScrape * scrapes)) return null;
        return string.Create(CultureInfo.InvariantCulture, $"it {(facts.ShowsTraffic ? "shows traffic" : $"answered {served} requests")} in {scrapes} scrapes but shows no kong_http_requests_total: enable status_code_metrics (and latency_metrics) in its prometheus plugin; if these were only requests without a route, nothing is missing");
    }
}
