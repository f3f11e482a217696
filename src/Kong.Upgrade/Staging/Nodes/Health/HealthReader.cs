using System.Text.Json;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Staging.Nodes.Health;

/// <summary>Reads from a node which upstreams there are and how their targets do.</summary>
internal sealed class HealthReader(ProvenNode node, TimeProvider time, SemaphoreSlim turns)
{
    private readonly CollectionReader reader = new(node.Client, node.Options, time, turns);

    public string Name => node.Name;

    /// <summary>The upstreams, or why they cannot be read.</summary>
    public async Task<(IReadOnlyList<UpstreamChecks> Upstreams, string? Trouble)> UpstreamsAsync(CancellationToken cancellationToken)
    {
        (List<JsonElement> rows, string? trouble) = await RowsAsync("upstreams", "data", cancellationToken).ConfigureAwait(false);
        UpstreamChecks?[] read = [.. rows.Select(r => r.ValueKind is JsonValueKind.Object ? UpstreamChecks.Of(new("upstreams", r)) : null)];
        return ([.. read.OfType<UpstreamChecks>()], trouble ?? (read.Contains(null) ? $"{node.Name}: an upstream without id" : null));
    }

    /// <summary>The targets of an upstream, or why they cannot be read. The same target may stand there twice on 2.8; the last counts.</summary>
    public async Task<(IReadOnlyDictionary<string, string> Targets, string? Trouble)> HealthAsync(UpstreamChecks upstream, CancellationToken cancellationToken)
    {
        string path = $"upstreams/{Uri.EscapeDataString(upstream.Id)}/health";
        (List<JsonElement> rows, string? trouble) = await RowsAsync(path, "data", cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> targets = new(StringComparer.Ordinal);
        foreach (JsonElement row in rows)
        {
            if (Of(row) is { } target) targets[target.Target] = target.Health;
            else trouble ??= $"{node.Name}: GET /{path} names a target without a health that is known";
        }
        return (targets, trouble);
    }

    private static TargetHealth? Of(JsonElement row) =>
        row.ValueKind is JsonValueKind.Object && new KongEntity("targets", row) is var entity && entity.Text("target") is { } target && entity.Text("health") is { } health && TargetHealth.IsKnown(health) ? new(target, health) : null;

    private async Task<(List<JsonElement> Rows, string? Trouble)> RowsAsync(string path, string key, CancellationToken cancellationToken)
    {
        List<JsonElement> rows = [];
        await foreach (Page page in reader.ReadAsync(path, key, cancellationToken).ConfigureAwait(false))
        {
            rows.AddRange(page.Rows);
            if (page.Trouble is { } trouble) return (rows, $"{node.Name}: GET /{path}: {trouble}");
        }
        return (rows, null);
    }
}
