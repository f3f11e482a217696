using System.Text.Json;
using Kong.Upgrade.Processes;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>
/// Takes blue away for good: drained, silent, fenced, stopped, in this order. The fence comes before the end, so that whatever starts blue anew in between
/// finds the database closed; and after the silence, since fenced nodes answer 500 to what they do not hold in memory (kong-facts 12.5).
/// </summary>
internal sealed class BlueRemoval(IReadOnlyList<NodePlan> blue, LocalClusterOptions options, NodeClient client, TimeProvider time, ILogger logger)
{
    private static readonly KongVersion firstWithDrain = KongVersion.Parse("3.9.0");
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(15);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        NodePlan[] running = [.. blue.Where(node => NodeProcess.Of(node.Prefix) is not null)];
        foreach (NodePlan node in blue) await ProveAsync(node, cancellationToken).ConfigureAwait(false);
        if (running.Length > 0)
        {
            foreach (NodePlan node in running) await DrainAsync(node, cancellationToken).ConfigureAwait(false);
            await new BlueSilence(running, options, client, time, logger).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        await FenceAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(blue.Select(node => EndAsync(node, cancellationToken))).ConfigureAwait(false);
    }

    // The process that runs in blue's prefix is blue's whatever its Admin API says; but if somebody else answers there, what was described is not what is.
    private async Task ProveAsync(NodePlan node, CancellationToken cancellationToken)
    {
        (JsonElement? root, string? doubt, string? silence) = await NodeProof.HearAsync(client, node, cancellationToken).ConfigureAwait(false);
        if (NodeProcess.Of(node.Prefix) is not { } process)
        {
            if (root is { } found && NodeIdentity.Doubt(found, node.Version, node.Database, prefix: null) is null) throw new UpgradeServiceException($"{node} was not touched: nothing runs in {node.Prefix}, but {node.Admin} is answered by Kong {node.Version} on the same database{(doubt is null ? ", by workers that outlived their master" : $": {doubt}")}. Describe blue as it runs, or end what is left of it; then repeat.");
            return;
        }
        if (doubt is not null) throw new UpgradeServiceException($"{node} was not touched: {doubt}. Describe blue as it runs, then repeat.");
        if (root is null) logger.NodeUnheard(node.Name, silence ?? "no answer", process.Id);
    }

    private async Task DrainAsync(NodePlan node, CancellationToken cancellationToken)
    {
        if (node.Version < firstWithDrain) return;
        using CancellationTokenSource deadline = new(patience, time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            CommandOutcome outcome = await Command.RunAsync(node.LineInPrefix("drain") with { LeavesNothing = true }, time, null, waiting.Token).ConfigureAwait(false);
            if (outcome.ExitCode == 0) logger.NodeDrained(node.Name);
            else logger.NodeDrainFailed(node.Name, outcome.LastLines(2));
        }
        catch (Exception failure) when (failure is UpgradeServiceException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logger.NodeDrainFailed(node.Name, failure.Message);
        }
    }

    private async Task FenceAsync(CancellationToken cancellationToken)
    {
        string role = options.BlueLogin!.Username;
        if (options is not { Fence: { } fence, GreenLogin: { } green })
        {
            logger.ClusterNotFenced(role, $"Keep blue's nodes from starting (mask their service, remove their kong), or name {nameof(LocalClusterOptions.Fence)} and {nameof(LocalClusterOptions.GreenLogin)} and repeat.");
            return;
        }
        foreach (string note in await fence.FenceAsync(role, green.Username, cancellationToken).ConfigureAwait(false)) logger.ClusterFenceNote(note);
        logger.ClusterFenced(role);
    }

    private async Task EndAsync(NodePlan node, CancellationToken cancellationToken)
    {
        NodeStop stop = new(node, options.StopWithin, time, logger);
        await stop.RunAsync(cancellationToken).ConfigureAwait(false);
        await stop.ProveGoneAsync(client, cancellationToken).ConfigureAwait(false);
    }
}
