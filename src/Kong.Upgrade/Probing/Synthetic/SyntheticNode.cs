using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.Synthetic;

/// <summary>One node, its connections, and what it made of our requests. Safe for several threads.</summary>
internal sealed class SyntheticNode : IDisposable
{
    private readonly Uri address;
    private readonly SyntheticOptions options;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker client;
    private readonly SyntheticCounts[] counts;
    private readonly string name;
    private int underWay;
    private volatile string? trouble;

    public SyntheticNode(ClusterSide side, Uri address, SyntheticOptions options, TimeProvider time, HttpMessageHandler handler)
    {
        (Side, this.address, this.options, this.time) = (side, address, options, time);
        name = address.Authority;
        client = new(handler, disposeHandler: true);
        counts = [.. options.Requests.Select(r => new SyntheticCounts(side, name, r.Name))];
    }

    public ClusterSide Side { get; }

    /// <summary>One for each node's connections: kept for a while, shorter than Kong keeps them, and nothing that changes requests or answers on the way.</summary>
    public static SocketsHttpHandler NewHandler(SyntheticOptions options) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = options.AnswerWithin,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        MaxConnectionsPerServer = options.AtOnce,
    };

    /// <summary>Sends a request unless too many are under way; ends when its answer or failure is counted, and never throws.</summary>
    public async Task SendAsync(int number, CancellationToken stop)
    {
        if (Interlocked.Increment(ref underWay) <= options.AtOnce) await CountAsync(number, stop).ConfigureAwait(false);
        Interlocked.Decrement(ref underWay);
    }

    /// <summary>What it did since the last look, a reading a request.</summary>
    public IEnumerable<NodeReading> Take() => counts.Select(c => c.Take());

    /// <summary>Why requests came to nothing that is not the node's doing; <see langword="null"/> when all did.</summary>
    public BlindNode? TakeTrouble()
    {
        string? taken = Interlocked.Exchange(ref trouble, null);
        return taken is null ? null : new(Side, name, taken);
    }

    public void Dispose() => client.Dispose();

    private async Task CountAsync(int number, CancellationToken stop)
    {
        long start = time.GetTimestamp();
        using CancellationTokenSource late = new(options.AnswerWithin, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            int status = await AskAsync(options.Requests[number], either.Token).ConfigureAwait(false);
            counts[number].Add(Outcome(options.Requests[number], status), time.GetElapsedTime(start));
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Ours to end: it tells nothing.
        }
        catch (Exception failure)
        {
            if (late.IsCancellationRequested || SyntheticFailure.IsOfNode(failure)) counts[number].Add(SyntheticOutcome.Failed, time.GetElapsedTime(start));
            else trouble = $"the request '{options.Requests[number].Name}' could not be sent: {failure.Message}";
        }
    }

    private async Task<int> AskAsync(SyntheticRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(new(request.Method), new Uri(address, request.Path));
        message.Headers.Host = request.Host;
        foreach ((string header, string value) in request.Headers) message.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage answer = await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        await answer.Content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return (int)answer.StatusCode;
    }

    private static SyntheticOutcome Outcome(SyntheticRequest request, int status) =>
        status >= request.ExpectedFrom && status <= request.ExpectedTo ? SyntheticOutcome.Expected
        : status == 429 ? SyntheticOutcome.RateLimited
        : status is >= 400 and < 500 ? SyntheticOutcome.ClientError
        : SyntheticOutcome.Failed;
}
