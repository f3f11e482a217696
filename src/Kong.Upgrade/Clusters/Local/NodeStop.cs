using System.ComponentModel;
using System.Globalization;
using Kong.Upgrade.Processes;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>Stops one node: gracefully, then by force, until it is gone. One that is gone already is left so.</summary>
internal sealed class NodeStop(NodePlan plan, TimeSpan within, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan patienceForCommand = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan patienceForEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan patienceForDeath = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // `kong quit` would signal whoever has the number in the pid file, so it is asked only where that is the node.
        if (NodeProcess.Of(plan.Prefix) is not { } process) return;
        logger.NodeStopping(plan.Name, plan.Prefix, process.Id);
        string said = await QuitAsync(cancellationToken).ConfigureAwait(false);
        if (await IsGoneAsync(process, patienceForEnd, cancellationToken).ConfigureAwait(false))
        {
            logger.NodeStopped(plan.Name, plan.Prefix, said);
            return;
        }
        logger.NodeKilled(plan.Name, process.Id, said);
        Kill(process);
        if (!await IsGoneAsync(process, patienceForDeath, cancellationToken).ConfigureAwait(false))
            throw new UpgradeServiceException($"{plan} still runs as process {process.Id} after `kong quit` ({said}) and SIGKILL. Find out what holds it (ps -o pid,stat,wchan) and end it.", isTransient: true);
    }

    /// <summary>Looks whether workers that lost their master still answer for the node: they go on serving by themselves.</summary>
    public async Task ProveGoneAsync(NodeClient client, CancellationToken cancellationToken)
    {
        if (NodeProcess.Of(plan.Prefix) is { } again) throw new UpgradeServiceException($"{plan} ended and runs again as process {again.Id}: something starts it anew. Switch that off (its service, its supervisor), then repeat.", isTransient: true);
        if (plan.Admin is not { } admin) return;
        NodeAnswer answer = await client.AskAsync(admin, cancellationToken).ConfigureAwait(false);
        // Without its database a node answers 500 to this; another one may have the address by now.
        if (answer.Trouble is not null || !answer.IsKong || (answer.Json() is { } root && answer.IsOk && NodeIdentity.Doubt(root, plan.Version, plan.Database, plan.Prefix) is not null)) return;
        string workers = answer.Json() is { } told && NodeIdentity.Workers(told) is { Count: > 0 } ids ? $" (process {string.Join(", ", ids)})" : "";
        throw new UpgradeServiceException($"{plan} has no master process any more, but Kong still answers on {admin}: its workers{workers} outlived it. End them.");
    }

    private void Kill(NodeProcess process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception failure) when (failure is Win32Exception or AggregateException or InvalidOperationException)
        {
            throw new UpgradeServiceException($"{plan} runs as process {process.Id} and could not be ended: {failure.Message} Run this as the user that started the node, or end it as that user; then repeat.", failure);
        }
    }

    private async Task<string> QuitAsync(CancellationToken cancellationToken)
    {
        string seconds = Math.Max(1, (int)Math.Ceiling(within.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        using CancellationTokenSource deadline = new(within + patienceForCommand, time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            CommandOutcome outcome = await Command.RunAsync(plan.LineInPrefix("quit", "-t", seconds), time, null, waiting.Token).ConfigureAwait(false);
            return $"exit code {outcome.ExitCode}: {outcome.LastLines(2)}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no end within {(within + patienceForCommand).TotalSeconds:0} s";
        }
        catch (UpgradeServiceException trouble)
        {
            // Without its command the node can still be ended.
            return trouble.Message;
        }
    }

    private async Task<bool> IsGoneAsync(NodeProcess process, TimeSpan patience, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (process.IsAlive)
        {
            if (time.GetElapsedTime(start) > patience) return false;
            await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
        }
        return true;
    }
}
