using System.Globalization;
using System.Net;

namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>Fetches one node's metrics, over a connection that is kept, into a buffer that is used again. For one thread at a time.</summary>
internal sealed class KongScraper(KongMetricsNode node, KongMetricsOptions options, TimeProvider time)
{
    private static readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None }) { Timeout = Timeout.InfiniteTimeSpan };

    private byte[] body = new byte[Math.Min(options.MostBytes, 64 * 1024)];

    /// <returns>The scrape; its body is valid until the next one.</returns>
    public async Task<KongScrape> ScrapeAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(options.ScrapeWithin, time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, node.Endpoint);
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, waiting.Token).ConfigureAwait(false);
            if (Refusal(response) is { } refusal) return Without(refusal);
            return await BodyAsync(response, waiting.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Without($"no answer from {node.Endpoint} ({(failure is OperationCanceledException ? $"not within {options.ScrapeWithin.TotalMilliseconds:0} ms" : failure.Message)})");
        }
    }

    private async Task<KongScrape> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int length = 0;
        for (int read; (read = await stream.ReadAsync(body.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0;)
        {
            length += read;
            if (length < body.Length) continue;
            if (length == options.MostBytes) return Without($"{node.Endpoint} answers with more than {options.MostBytes} bytes, the most that are read: raise {nameof(KongMetricsOptions.MostBytes)}, or switch per_consumer off in the prometheus plugin");
            Array.Resize(ref body, (int)Math.Min(options.MostBytes, body.Length * 2L));
        }
        return response.Content.Headers.ContentLength is { } said && said != length
            ? Without($"{node.Endpoint} announced {said} bytes and sent {length}")
            : new() { Side = node.Side, Node = node.Name, At = time.GetUtcNow(), Body = body.AsMemory(0, length) };
    }

    private string? Refusal(HttpResponseMessage response)
    {
        if (response.StatusCode is not HttpStatusCode.OK)
            return string.Create(CultureInfo.InvariantCulture, $"{node.Endpoint} answered {(int)response.StatusCode}{(response.StatusCode is HttpStatusCode.NotFound ? ": is this the Status API or the Admin API, and is prometheus among the node's plugins?" : "")}");
        // Versions before 3.0 tell their version nowhere else; a node may be told to leave the header out (`headers`).
        string server = response.Headers.Server.ToString();
        return node.Version is { } expected && server.StartsWith("kong/", StringComparison.Ordinal) && KongVersion.TryParse(server[5..], out KongVersion? version) && version != expected
            ? $"{node.Endpoint} says that it is Kong {version} (Server) but {expected} was expected of {node.Side}: find out which node answers at this address" : null;
    }

    private KongScrape Without(string trouble) => new() { Side = node.Side, Node = node.Name, At = time.GetUtcNow(), Trouble = trouble };
}
