using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>
/// Waits until nobody uses blue any more: for a whole span of time no connection on any proxy address, as the kernel knows it, and no more requests than
/// scrapes and health checks make. Requests alone are no measure, since a node counts those of its other listeners with them.
/// </summary>
internal sealed class BlueSilence(IReadOnlyList<NodePlan> nodes, LocalClusterOptions options, NodeClient client, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan span = TimeSpan.FromSeconds(2);
    private static readonly TcpState[] inUse = [TcpState.Established, TcpState.SynReceived, TcpState.CloseWait];

    /// <exception cref="UpgradeServiceException">It did not come about in time.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        logger.ClusterSilenceAwaited(string.Join(", ", nodes.Select(n => n.Name)), options.DrainWithin);
        long start = time.GetTimestamp();
        while (await NoiseAsync(cancellationToken).ConfigureAwait(false) is { } noise)
        {
            if (time.GetElapsedTime(start) <= options.DrainWithin) continue;
            throw new UpgradeServiceException($"Blue is still used after {options.DrainWithin.TotalSeconds:0.#} s: {noise}. It was not stopped. Find out who still sends to it (a balancer's idle connections count too), or raise {nameof(LocalClusterOptions.DrainWithin)}; then repeat.", isTransient: true);
        }
        logger.ClusterSilent(span);
    }

    // What was heard within the span, or null.
    private async Task<string?> NoiseAsync(CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        long?[] before = await RequestsAsync(cancellationToken).ConfigureAwait(false);
        while (time.GetElapsedTime(start) < span)
        {
            string? connections = Connections();
            await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
            if (connections is not null) return connections;
        }
        long?[] after = await RequestsAsync(cancellationToken).ConfigureAwait(false);
        // The second look counts itself.
        double most = options.BackgroundRequests * time.GetElapsedTime(start).TotalSeconds + 1;
        return nodes.Select((node, at) => after[at] - before[at] is { } count && count > most ? string.Create(CultureInfo.InvariantCulture, $"{node.Name} had {count} requests in {span.TotalSeconds:0} s, more than the {options.BackgroundRequests:0.#} a second of {nameof(LocalClusterOptions.BackgroundRequests)}") : null).FirstOrDefault(n => n is not null);
    }

    private string? Connections()
    {
        TcpConnectionInformation[] all = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Where(c => inUse.Contains(c.State))];
        foreach (NodePlan node in nodes)
        {
            foreach (ListenAddress listen in node.Listens.Where(l => l.Setting is NodeListens.Proxy or NodeListens.Stream))
            {
                IPEndPoint[] clients = [.. all.Where(c => listen.TakesIn(c.LocalEndPoint)).Select(c => c.RemoteEndPoint)];
                if (clients.Length > 0) return string.Create(CultureInfo.InvariantCulture, $"{node.Name} has {clients.Length} connections on {listen}, one of them from {clients[0]}");
            }
        }
        return null;
    }

    private async Task<long?[]> RequestsAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(nodes.Select(node => RequestsAsync(node, cancellationToken))).ConfigureAwait(false);

    private async Task<long?> RequestsAsync(NodePlan node, CancellationToken cancellationToken)
    {
        if ((node.Admin ?? node.Status) is not { } address) return null;
        NodeAnswer answer = await client.AskAsync(new(address, "/status"), cancellationToken).ConfigureAwait(false);
        return answer.Json() is { } status && status.TryGetProperty("server", out JsonElement server) && server.TryGetProperty("total_requests", out JsonElement total) && total.TryGetInt64(out long count) ? count : null;
    }
}
