using Kong.Upgrade.Simulation.Installation;

namespace Kong.Upgrade.Simulation.Users;

/// <summary>Users of a simulated installation: a steady flow of requests through its balancer, over every route that it serves.</summary>
/// <remarks>Requests are sent on time whether or not earlier ones were answered, up to 500 at once. Safe for any number of threads.</remarks>
public sealed class SimulatedUsers : IAsyncDisposable
{
    private const int BatchesPerSecond = 50;
    private const int MostOpen = 500;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) });
    private readonly CancellationTokenSource stop = new();
    private readonly Uri balancer;
    private readonly IReadOnlyList<UserRequest> requests;
    private readonly int perSecond;
    private readonly Task running;
    private long answered;
    private long failed;

    private SimulatedUsers(Uri balancer, IReadOnlyList<UserRequest> requests, int perSecond)
    {
        (this.balancer, this.requests, this.perSecond) = (balancer, requests, perSecond);
        running = SendAsync();
    }

    /// <summary>Requests that were answered or failed.</summary>
    public long Answered => Interlocked.Read(ref answered);

    /// <summary>Of these, the ones that users saw fail: answers 500 to 599, and requests that got no answer.</summary>
    public long Failed => Interlocked.Read(ref failed);

    /// <summary>Lets users come. Each route of the configuration is asked once first, and left out when it is answered by an error of the server.</summary>
    /// <param name="installation">The installation; at least one cluster of it runs.</param>
    /// <param name="requestsPerSecond">How many requests a second. The default value is 300.</param>
    /// <param name="cancellationToken">Ends starting.</param>
    /// <returns>The users; they ask until they are stopped.</returns>
    public static async Task<SimulatedUsers> StartAsync(SimulatedInstallation installation, int requestsPerSecond = 300, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(installation);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(requestsPerSecond);
        return new(installation.Balancer.Address, await RouteRequests.FindAsync(installation, cancellationToken).ConfigureAwait(false), requestsPerSecond);
    }

    /// <summary>Sends no more, and waits until every request that was sent is counted.</summary>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when all is counted.</returns>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await running.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        http.Dispose();
        stop.Dispose();
    }

    private async Task SendAsync()
    {
        using PeriodicTimer beat = new(TimeSpan.FromSeconds(1.0 / BatchesPerSecond));
        List<Task> pending = [];
        // In no order: an order would meet the balancer's even split and send green always the same routes.
        Random dice = new(Seed: 1);
        long start = TimeProvider.System.GetTimestamp(), sent = 0;
        while (await TickAsync(beat).ConfigureAwait(false))
        {
            long due = (long)(TimeProvider.System.GetElapsedTime(start).TotalSeconds * perSecond);
            // What a busy machine could not send in time is not sent in one burst later, and never without bound.
            sent = Math.Max(sent, due - (perSecond / 10));
            for (; sent < due && pending.Count < MostOpen; sent++) pending.Add(AskAsync(requests[dice.Next(requests.Count)]));
            pending.RemoveAll(task => task.IsCompleted);
        }
        await Task.WhenAll(pending).ConfigureAwait(false);
    }

    private async Task<bool> TickAsync(PeriodicTimer beat)
    {
        try
        {
            return await beat.WaitForNextTickAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task AskAsync(UserRequest request)
    {
        if (await IsFailureAsync(request).ConfigureAwait(false)) Interlocked.Increment(ref failed);
        Interlocked.Increment(ref answered);
    }

    private async Task<bool> IsFailureAsync(UserRequest request)
    {
        try
        {
            using HttpRequestMessage message = request.To(balancer);
            using HttpResponseMessage answer = await http.SendAsync(message).ConfigureAwait(false);
            return (int)answer.StatusCode >= 500;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return true;
        }
    }
}
