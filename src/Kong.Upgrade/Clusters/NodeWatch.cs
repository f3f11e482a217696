using System.Text.Json;

namespace Kong.Upgrade.Clusters;

/// <summary>Looks from outside whether a node that somebody else manages is there.</summary>
internal sealed class NodeWatch(NodeClient client, KongDatabase database, TimeProvider time)
{
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until it is proven to be itself and ready. Whoever answers instead may be replaced meanwhile, so that is waited for too; nothing else is asked of him.</summary>
    public Task<ClusterNode> BecomesReadyAsync(ClusterNode node, TimeSpan within, CancellationToken cancellationToken) =>
        UntilAsync(node, LackAsync, within, lack => new($"{node.Name} (Kong {node.Version} on {node.Admin}) was not ready within {within.TotalSeconds:0.#} s: {lack}. Look at its log, or raise {nameof(ExistingClusterOptions.ReadyWithin)}."), cancellationToken);

    /// <summary>Waits until it no longer answers.</summary>
    public Task<ClusterNode> DisappearsAsync(ClusterNode node, TimeSpan within, CancellationToken cancellationToken) =>
        UntilAsync(node, PresenceAsync, within, presence => new($"{node.Name} on {node.Admin} was stopped, but {within.TotalSeconds:0.#} s later it still answers: {presence}. Stop it so that nothing starts it again, or raise {nameof(ExistingClusterOptions.GoneWithin)}; then repeat.", isTransient: true), cancellationToken);

    /// <summary>What shows that it is there, or <see langword="null"/>. A Kong that answers with an error may be it without its database.</summary>
    public async Task<string?> PresenceAsync(ClusterNode node, CancellationToken cancellationToken)
    {
        NodeAnswer answer = await client.AskAsync(node.Admin!, cancellationToken).ConfigureAwait(false);
        if (answer.Trouble is not null) return null;
        return answer is { IsOk: true } && answer.Json() is { } root ? (NodeIdentity.Doubt(root, node.Version, database, prefix: null) is null ? $"Kong {node.Version} on the same database" : null)
            : answer.IsKong ? $"Kong with {answer}" : null;
    }

    private async Task<string?> LackAsync(ClusterNode node, CancellationToken cancellationToken)
    {
        NodeAnswer answer = await client.AskAsync(node.Admin!, cancellationToken).ConfigureAwait(false);
        if (answer is not { IsOk: true } || answer.Json() is not { } root) return answer.ToString();
        return Doubt(node, root) ?? await NodeReadiness.LackAsync(client, node, cancellationToken).ConfigureAwait(false);
    }

    private string? Doubt(ClusterNode node, JsonElement root) => NodeIdentity.Doubt(root, node.Version, database, prefix: null) is { } doubt ? $"somebody else answers there: {doubt}; nothing was sent to it" : null;

    private async Task<ClusterNode> UntilAsync(ClusterNode node, Func<ClusterNode, CancellationToken, Task<string?>> hindrance, TimeSpan within, Func<string, UpgradeServiceException> late, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (await hindrance(node, cancellationToken).ConfigureAwait(false) is { } still)
        {
            if (time.GetElapsedTime(start) > within) throw late(still);
            await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
        }
        return node;
    }
}
