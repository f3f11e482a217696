using System.Text;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing.Exposition;
using Kong.Upgrade.Probing.KongMetrics;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>A node's metrics: which there are, and how many requests of a route they count. Immutable.</summary>
/// <param name="Names">The names of its samples.</param>
/// <param name="Requests">How many requests are counted.</param>
internal sealed record MetricsPage(IReadOnlySet<string> Names, double Requests)
{
    /// <summary>Reads them, or says why they could not be read.</summary>
    public static async Task<(MetricsPage? Page, string? Trouble)> ReadAsync(StagingSession session, ClusterNode node, string? route, CancellationToken cancellationToken)
    {
        if ((node.Status ?? node.Admin) is null) return (null, $"neither the Status API nor the Admin API of {node.Name} is known");
        KongScraper scraper = new(KongMetricsNode.Of(ClusterSide.Green, node), new() { ScrapeWithin = session.Options.AnswerWithin }, session.Time);
        KongScrape scrape = await scraper.ScrapeAsync(cancellationToken).ConfigureAwait(false);
        if (scrape.Trouble is { } trouble) return (null, trouble);
        try
        {
            return (Read(scrape.Body.Span, route), null);
        }
        catch (ExpositionException broken)
        {
            return (null, broken.Message);
        }
    }

    private static MetricsPage Read(ReadOnlySpan<byte> body, string? route)
    {
        HashSet<string> names = [];
        double requests = 0;
        byte[]? wanted = route is null ? null : Encoding.UTF8.GetBytes(route);
        ExpositionReader reader = new(body);
        while (reader.Read())
        {
            if (reader.Token is not ExpositionToken.Sample) continue;
            names.Add(Encoding.UTF8.GetString(reader.Name));
            if (FamilyNames.Of(reader.Name) is MetricFamily.Requests && (wanted is null || (reader.Labels.TryGetValue("route"u8, out ReadOnlySpan<byte> found) && found.SequenceEqual(wanted)))) requests += reader.Value;
        }
        return new(names, requests);
    }
}
