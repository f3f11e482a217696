namespace Kong.Upgrade.Clusters;

/// <summary>Asks nodes over HTTP, each question on a connection of its own: what it counts of itself on a node is one connection and one request. Safe for any number of threads.</summary>
internal sealed class NodeClient(TimeProvider time)
{
    private const int MostOfABody = 4 * 1024 * 1024;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    private static readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MostOfABody,
    };

    public async Task<NodeAnswer> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(patience, time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            request.Headers.ConnectionClose = true;
            using HttpResponseMessage response = await client.SendAsync(request, waiting.Token).ConfigureAwait(false);
            string body = await response.Content.ReadAsStringAsync(waiting.Token).ConfigureAwait(false);
            return new((int)response.StatusCode, body, HasMark(response) || body.Contains("no Route matched", StringComparison.Ordinal), null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(0, "", false, $"no answer from {address} ({(failure is OperationCanceledException ? $"not within {patience.TotalSeconds:0} s" : failure.Message)})");
        }
    }

    // Kong names itself in Server when it answers by itself, and in Via when a service did; a node may be told to leave out either (`headers`).
    private static bool HasMark(HttpResponseMessage response) =>
        response.Headers.Server.ToString().Contains("kong/", StringComparison.Ordinal)
        || response.Headers.Via.ToString().Contains("kong/", StringComparison.Ordinal)
        || response.Headers.Any(header => header.Key.StartsWith("X-Kong-", StringComparison.OrdinalIgnoreCase));
}
