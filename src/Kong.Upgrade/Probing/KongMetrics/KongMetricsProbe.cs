namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Reads what blue and green answered from Kong's own metrics: every node's <c>/metrics</c> (Status API or Admin API, with the prometheus plugin), by node and route, with the source of errors, latency and Kong's own part of it.</summary>
/// <remarks>
/// <para>All nodes are scraped at once, each time that the probe is asked. A reading holds what was counted since the last one that saw both clusters; the first scrape of a node is only what the next is compared with.
/// <see cref="NodeReading.Route"/> is the label that Kong gives the route: its name, or its id when it has none. How counters are compared stands at <see cref="KongNodeCounters"/>, how nodes are at <see cref="KongMetricsReplay"/>.</para>
/// <para>Kong counts neither requests that match no route nor answers that a balancer made itself (kong-facts 12.7 no. 2, 14 no. 7). 2.8 does not tell sources: there <see cref="NodeReading.UpstreamErrors"/> and
/// <see cref="NodeReading.UpstreamClientErrors"/> are 0. Counts of several workers come up to a second late (kong-facts 14 no. 1). The same window asked again is answered alike. Safe for several threads, which take turns.</para>
/// </remarks>
public sealed class KongMetricsProbe : IMetricsProbe, IDisposable
{
    private readonly KongMetricsReplay readings;
    private readonly KongScraper[] scrapers;
    private readonly SemaphoreSlim turn = new(1);
    private ProbeReading? last;

    /// <summary>A probe that has not looked yet.</summary>
    /// <param name="options">The nodes, each with its address, and the bounds.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public KongMetricsProbe(KongMetricsOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FindProblems() is { Count: > 0 } problems) throw new ArgumentException($"{nameof(KongMetricsOptions)}: {string.Join(" ", problems)}", nameof(options));
        readings = new(options);
        scrapers = [.. options.Nodes.Select(node => new KongScraper(node, options, time ?? TimeProvider.System))];
    }

    /// <inheritdoc/>
    public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (last?.Window == window) return last;
            // Nothing is counted before all scrapes are there: a caller who leaves leaves nothing half done.
            KongScrape[] scrapes = await Task.WhenAll(scrapers.Select(s => s.ScrapeAsync(cancellationToken))).ConfigureAwait(false);
            return last = readings.Read(window, scrapes);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Frees what it holds.</summary>
    public void Dispose() => turn.Dispose();
}
