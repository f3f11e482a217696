using System.Globalization;
using System.Text.Json;
using Kong.Upgrade.Processes;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>Starts one node, or finds it started, and waits until it is proven to be itself and ready.</summary>
internal sealed class NodeStart(NodePlan plan, LocalClusterOptions options, NodeClient client, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(100);

    private string awaited = "`kong start` to end";

    public async Task<ClusterNode> RunAsync(CancellationToken cancellationToken)
    {
        bool ran = NodeProcess.Of(plan.Prefix) is not null;
        LastWords words = LastWords.From(plan);
        try
        {
            return await WithinAsync(ran, words, cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException trouble)
        {
            logger.NodeFailed(plan.Name, trouble.Message);
            if (!ran && await StopAgainAsync().ConfigureAwait(false) is { } left) throw new UpgradeServiceException($"{trouble.Message} {left}", trouble);
            throw;
        }
    }

    private async Task<string?> StopAgainAsync()
    {
        try
        {
            await new NodeStop(plan, options.StopWithin, time, logger).RunAsync(CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (UpgradeServiceException stays)
        {
            return stays.Message;
        }
    }

    private async Task<ClusterNode> WithinAsync(bool ran, LastWords words, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(options.ReadyWithin, time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            if (ran) logger.NodeFound(plan.Name, plan.Prefix);
            else await StartAsync(words, waiting.Token).ConfigureAwait(false);
            return await BecomesReadyAsync(ran, words, waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Trouble($"was not ready within {options.ReadyWithin.TotalSeconds:0.#} s; it was waited for {awaited}", words, $"Look at what it says, or raise {nameof(LocalClusterOptions.ReadyWithin)}.");
        }
    }

    private async Task StartAsync(LastWords words, CancellationToken cancellationToken)
    {
        RemoveStalePidFile();
        // Kong would make it for all to read.
        if (!Directory.Exists(plan.Prefix)) await NodePrefix.ClaimAsync(plan, cancellationToken).ConfigureAwait(false);
        logger.NodeStarting(plan.Name, plan.Version.ToString(), plan.Prefix);
        string[] configuration = plan.Kong.ConfigurationFile is { } file ? ["-c", file] : [];
        CommandOutcome outcome = await Command.RunAsync(plan.LineInPrefix(["start", .. configuration]), time, null, cancellationToken).ConfigureAwait(false);
        if (outcome.ExitCode != 0) throw Trouble($"did not start: `kong start` exited with {outcome.ExitCode} and said: {outcome.LastLines(12)}", words, "Mend what it says.");
    }

    // After a crash of the host another process may have the number, and `kong start` would take it for the node.
    private void RemoveStalePidFile()
    {
        if (NodeProcess.StrangerIn(plan.Prefix) is not { } stranger) return;
        logger.NodePidStale(plan.Name, plan.Prefix, stranger.Id);
        File.Delete(Path.Combine(plan.Prefix, "pids", "nginx.pid"));
    }

    private async Task<ClusterNode> BecomesReadyAsync(bool ran, LastWords words, CancellationToken cancellationToken)
    {
        while (true)
        {
            (JsonElement? root, string? doubt, string? silence) = await NodeProof.HearAsync(client, plan, cancellationToken).ConfigureAwait(false);
            if (doubt is not null) throw Trouble($"is not the one who answers: {doubt}. Nothing was sent to it", words, ran ? $"Stop what runs in {plan.Prefix}, or name the node as it is." : "Free its addresses, or give it others.");
            if (NodeProcess.Of(plan.Prefix) is null) throw Trouble("started and died before it was ready", words, "Mend what it says.");
            if ((silence is null ? await NodeReadiness.LackAsync(client, plan.Node, cancellationToken).ConfigureAwait(false) : silence) is not { } lack) return Ready(root!.Value);
            awaited = lack;
            await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private ClusterNode Ready(JsonElement root)
    {
        ClusterNode node = plan.Node;
        logger.NodeReady(plan.Name, root.GetProperty("version").ToString(), plan.Proxy?.ToString() ?? "no address");
        return node;
    }

    private UpgradeServiceException Trouble(string what, LastWords words, string advice) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{plan} {what}. {words.Tell()}\n{advice}"));
}
