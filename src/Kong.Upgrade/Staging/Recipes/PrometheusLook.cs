using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>Looks whether a node's metrics name what they must and count requests. What cannot be read is no evidence, but that blue has a page where green has none is.</summary>
/// <param name="asked">The request that must be counted.</param>
/// <param name="status">What it is answered with.</param>
/// <param name="route">The route whose requests count; <see langword="null"/> for all.</param>
/// <param name="names">What must be named beside what every node names.</param>
internal sealed class PrometheusLook(RequestTest asked, int status, string? route, IReadOnlyList<string> names)
{
    private const int Sent = 5, Looks = 10;

    // The other worker's counts come up to 1 s late (kong-facts 12.7 no. 4, 14 no. 1).
    private static readonly TimeSpan between = TimeSpan.FromMilliseconds(500);

    // kong-facts 4: of any node, whatever the plugin was told to measure.
    private static readonly string[] modern = ["kong_node_info", "kong_nginx_requests_total", "kong_memory_lua_shared_dict_bytes"], old = ["kong_nginx_http_current_connections", "kong_memory_lua_shared_dict_bytes"];

    public async Task<NodeLook> NamesAsync(StagingSession session, StagingTarget target, ClusterNode node, CancellationToken cancellationToken)
    {
        (MetricsPage? page, string? trouble) = await MetricsPage.ReadAsync(session, node, route, cancellationToken).ConfigureAwait(false);
        if (page is null) return await MissingAsync(session, target, node, trouble!, cancellationToken).ConfigureAwait(false);
        string[] lacking = Lacking(page, node);
        if (lacking.Length == 0) return NodeLook.Fine("names what it must");
        string wrong = $"its metrics lack {string.Join(", ", lacking)}";
        return await OfBlueAsync(session, target, cancellationToken).ConfigureAwait(false) is { } blue && Lacking(blue.Page, blue.Node).Intersect(lacking).Any()
            ? NodeLook.CouldNotTell($"{wrong}, and so do blue's") : NodeLook.Failed(wrong);
    }

    public async Task<NodeLook> CountsAsync(StagingSession session, StagingTarget target, ClusterNode node, CancellationToken cancellationToken)
    {
        NodeLook look = await CountAsync(session, node, cancellationToken).ConfigureAwait(false);
        if (look.Wrong is null || target.Blue.Count == 0) return look;
        NodeLook ofBlue = await CountAsync(session, target.Blue[0], cancellationToken).ConfigureAwait(false);
        return ofBlue.Seen is not null ? look : NodeLook.CouldNotTell($"{look.Wrong}; and blue: {ofBlue.Wrong ?? ofBlue.Untold}");
    }

    private string[] Lacking(MetricsPage page, ClusterNode node) => [.. (node.Version.Major < 3 ? old : modern).Concat(names).Where(n => !page.Names.Contains(n)).Distinct()];

    // 404 is what a node says that has no such plugin; other trouble says nothing.
    private async Task<NodeLook> MissingAsync(StagingSession session, StagingTarget target, ClusterNode node, string trouble, CancellationToken cancellationToken)
    {
        if ((node.Status ?? node.Admin) is not { } address || await OfBlueAsync(session, target, cancellationToken).ConfigureAwait(false) is null) return NodeLook.CouldNotTell(trouble);
        ClusterNode page = new() { Name = node.Name, Version = node.Version, Proxy = address };
        StagingAnswer answer = await session.Caller.AskAsync(page, new() { Path = "/metrics" }, cancellationToken).ConfigureAwait(false);
        return answer.Status == 404 ? NodeLook.Failed("GET /metrics answers 404, and blue has metrics", answer) : NodeLook.CouldNotTell(trouble);
    }

    private async Task<(MetricsPage Page, ClusterNode Node)?> OfBlueAsync(StagingSession session, StagingTarget target, CancellationToken cancellationToken) =>
        target.Blue.Count > 0 && await MetricsPage.ReadAsync(session, target.Blue[0], route, cancellationToken).ConfigureAwait(false) is ({ } page, _) ? (page, target.Blue[0]) : null;

    private async Task<NodeLook> CountAsync(StagingSession session, ClusterNode node, CancellationToken cancellationToken)
    {
        (MetricsPage? before, string? trouble) = await MetricsPage.ReadAsync(session, node, route, cancellationToken).ConfigureAwait(false);
        if (before is null) return NodeLook.CouldNotTell(trouble!);
        if (await SendAsync(session, node, cancellationToken).ConfigureAwait(false) is { } other) return NodeLook.Failed(other.IsThere ? string.Create(CultureInfo.InvariantCulture, $"status {other.Status} instead of {status}") : "no answer", other);
        double gained = 0;
        for (int look = 0; look < Looks; look++)
        {
            if (look > 0) await Task.Delay(between, session.Time, cancellationToken).ConfigureAwait(false);
            (MetricsPage? after, trouble) = await MetricsPage.ReadAsync(session, node, route, cancellationToken).ConfigureAwait(false);
            if (after is null) continue;
            gained = after.Requests - before.Requests;
            if (gained >= Sent) return NodeLook.Fine("counts requests");
        }
        return trouble is not null ? NodeLook.CouldNotTell(trouble) : gained < 0 ? NodeLook.CouldNotTell("its counters fell: the node was started anew") : NodeLook.Failed($"its metrics do not count requests: of {Sent} there are {gained:0} after {(Looks - 1) * between.TotalSeconds:0.#} s");
    }

    /// <returns>An answer that is none of those expected, twice; <see langword="null"/> when all are.</returns>
    private async Task<StagingAnswer?> SendAsync(StagingSession session, ClusterNode node, CancellationToken cancellationToken)
    {
        for (int sent = 0, odd = 0; sent < Sent;)
        {
            StagingAnswer answer = await asked.AskAsync(session, node, cancellationToken).ConfigureAwait(false);
            if (answer.IsThere && answer.Status == status) sent++;
            else if (++odd > 1) return answer;
        }
        return null;
    }
}
