using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>Reads what blue and green answered from a Prometheus server that scrapes their nodes, for hosts whose nodes cannot be scraped directly: by node and route, with both histograms.</summary>
/// <remarks>
/// <para>Counts are differences of samples that were really scraped, never <c>rate()</c> or <c>increase()</c>, which guess: over joining windows they sum up to what the nodes counted, also across
/// restarts and nodes that could not be scraped for a while. What a node counted after its last scrape before a restart is lost to the server too (kong-facts 14 no. 7), and a restarted node that
/// came to more than before by its first scrape cannot be told from one that was not.</para>
/// <para>A reading comes when every node was scraped since the last one; until then the probe could not look, for what is not known yet is not zero: windows grow to the scrape interval,
/// and each node's counts are of the stretch between two of its own scrapes, which may begin up to one interval before the window. A scrape that is written late counts in the window
/// that first sees it. The same window asked again is answered alike; one that does not join the last is looked up by the times of scrapes.</para>
/// <para>A node that cannot be scraped, or that no longer is, is a <see cref="BlindNode"/>; what it did until then counts. After 5 minutes without a scrape it is no node of its cluster any more.
/// A node that was never seen to count a request is one too: it may not count at all (kong-facts 4). Kong 2.8 does not tell upstream errors from its own: <see cref="NodeReading.UpstreamErrors"/>
/// is 0 there. Safe for several threads, which take turns.</para>
/// </remarks>
public sealed class PrometheusServerProbe : IMetricsProbe, IDisposable
{
    private readonly PrometheusServerOptions options;
    private readonly TimeProvider time;
    private readonly ServerClient client;
    private readonly TargetList list;
    private readonly SemaphoreSlim turn = new(1);
    private IReadOnlySet<(ClusterSide, string)> counting = new HashSet<(ClusterSide, string)>();
    private Ledger? ledger;
    private ProbeReading? last;

    /// <summary>Makes a probe; nothing is asked yet.</summary>
    /// <param name="options">Which server, and which of its targets.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public PrometheusServerProbe(PrometheusServerOptions options, TimeProvider? time = null)
        : this(options, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = System.Net.DecompressionMethods.All }, time)
    {
    }

    internal PrometheusServerProbe(PrometheusServerOptions options, HttpMessageHandler handler, TimeProvider? time = null)
    {
        (this.options, this.time) = (Valid(options), time ?? TimeProvider.System);
        client = new(options, handler);
        list = new(options, client);
    }

    /// <inheritdoc/>
    public async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return last?.Window == window ? last : await LookAsync(window, cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException trouble)
        {
            return ProbeReading.CouldNotLook(window, trouble.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Looks whether the server can be asked and can tell of blue's and green's nodes as they are now. Asks nothing of the nodes themselves.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One sentence a problem; empty when the server scrapes every node that the selectors pick and has counted requests of it.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WithinAsync(ProblemsAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException trouble)
        {
            return [trouble.Message];
        }
    }

    /// <summary>Closes connections.</summary>
    public void Dispose()
    {
        client.Dispose();
        turn.Dispose();
    }

    private async Task<ProbeReading> LookAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        ServerLook look = new(options, list, window, Ledger.For(window, ledger), counting);
        try
        {
            return last = await WithinAsync(look.ReadAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            (ledger, counting) = (look.After, look.Counting);
        }
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellationToken)
    {
        if (await client.VersionAsync(cancellationToken).ConfigureAwait(false) is ['0' or '1', '.', ..] version) return [$"The server is Prometheus {version}; 2.0 or later is needed."];
        DateTimeOffset now = time.GetUtcNow();
        ProbeWindow window = new(now, now);
        IReadOnlyList<ScrapedTarget> targets = await list.AskAsync(window, cancellationToken).ConfigureAwait(false);
        long to = now.ToUnixTimeMilliseconds();
        Standings standings = new(options, targets, to);
        standings.FindUnscraped();
        await list.AddCountersAsync(targets, list.From(window), to, cancellationToken).ConfigureAwait(false);
        return [
            .. standings.Blind.Select(b => $"{b.Side}'s node {b.Node}: {b.Trouble}."),
            .. targets.Where(t => !t.Series.Any(s => KongMetrics.IsRequests(s.Name))).Select(t => $"{t.Side}'s node {t.Node} has neither kong_http_requests_total nor kong_http_status: it has answered no request yet, or does not count them.")];
    }

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(options.AnswerWithin, time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await work(waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpgradeServiceException($"The Prometheus server {options.Server!.GetLeftPart(UriPartial.Path)} did not answer within {options.AnswerWithin.TotalSeconds} s. See whether it is overloaded, or allow it more ({nameof(options.AnswerWithin)}).", isTransient: true);
        }
    }

    private static PrometheusServerOptions Valid(PrometheusServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Validate() is { Count: > 0 } problems ? throw new ArgumentException($"{nameof(PrometheusServerOptions)}: {string.Join(" ", problems)}", nameof(options)) : options;
    }
}
