using Kong.Upgrade.Simulation.Configuration;

namespace Kong.Upgrade.Simulation.Balancing;

/// <summary>Asks the targets of upstreams with active checks at their interval.</summary>
internal sealed class HealthChecker(TimeProvider time) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null });
    private CancellationTokenSource? _watching;

    /// <summary>A rebuilt configuration knows which targets were bad.</summary>
    public static void CarryOver(NodeConfiguration? before, NodeConfiguration after)
    {
        foreach ((string name, Balancer upstream) in after.Upstreams)
            foreach (Target target in upstream.Targets)
                if (before?.Upstreams.GetValueOrDefault(name)?.Targets.FirstOrDefault(t => t.Name == target.Name) is { Health: "UNHEALTHY" })
                    target.Mark(healthy: false);
    }

    public void Watch(NodeConfiguration configuration)
    {
        CancellationTokenSource watching = new();
        Cancel(Interlocked.Exchange(ref _watching, watching));
        foreach (Balancer upstream in configuration.Upstreams.Values.Where(u => u.Checks.IsActive))
            _ = WatchAsync(upstream, watching.Token);
    }

    public void Dispose()
    {
        Cancel(Interlocked.Exchange(ref _watching, null));
        _client.Dispose();
    }

    private async Task WatchAsync(Balancer upstream, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(upstream.Checks.Interval, time);
        Dictionary<Target, int> failures = upstream.Targets.ToDictionary(t => t, _ => 0);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (Target target in upstream.Targets)
                {
                    bool good = await IsGoodAsync(upstream.Checks, target, cancellationToken).ConfigureAwait(false);
                    failures[target] = good ? 0 : failures[target] + 1;
                    if (good || failures[target] >= upstream.Checks.Failures)
                        target.Mark(good);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node went on to another configuration, or ended.
        }
    }

    private async Task<bool> IsGoodAsync(HealthcheckSettings checks, Target target, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(checks.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using HttpRequestMessage request = new(HttpMethod.Get, $"http://{target.Address}{checks.Path}");
        request.Headers.Host = target.Name;
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, either.Token).ConfigureAwait(false);
            return !checks.BadStatuses.Contains(Proxying.Numbers.Text((int)response.StatusCode));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Cancel(CancellationTokenSource? watching)
    {
        watching?.Cancel();
        watching?.Dispose();
    }
}
