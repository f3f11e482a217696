using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Clusters;

/// <summary>Clusters that something else manages: asks the host to start, stop and fence them, and proves what came of it.</summary>
/// <remarks>
/// <para>A node counts as green's only when its Admin API says the plan's version and the shared database, and as ready by its <c>/status/ready</c> (from 3.3, where a Status address is known), otherwise by <c>/status</c>
/// and an answer of Kong's own on its proxy. Nothing is asked of an address before it is proven.</para>
/// <para>Blue is stopped, seen gone, fenced, and looked at once more: from outside nobody can see whether it still serves, so it must not lose its database before its host has drained it
/// (kong-facts 12.5 no. 5). A callback's exception ends the call as an <see cref="UpgradeServiceException"/> with it inside; throw one yourself to say that a repeat may help. Safe for any number of threads, as far as the callbacks are.</para>
/// </remarks>
public sealed class ExistingClusterProvisioner : IClusterProvisioner, IBlueCluster
{
    private readonly ExistingClusterOptions options;
    private readonly NodeWatch watch;
    private readonly ILogger logger;

    /// <summary>Makes a provisioner; nothing is touched yet.</summary>
    /// <param name="options">The clusters and the host's callbacks.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="loggers">Where logs go; nowhere by default.</param>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public ExistingClusterProvisioner(ExistingClusterOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FindProblems() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems), nameof(options));
        this.options = options;
        watch = new(new(time ?? TimeProvider.System), options.Database!, time ?? TimeProvider.System);
        logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<ExistingClusterProvisioner>();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ClusterNode>> GetNodesAsync(CancellationToken cancellationToken) => Task.FromResult(options.Blue);

    /// <inheritdoc/>
    public async Task PrepareAsync(ClusterSpec spec, CancellationToken cancellationToken)
    {
        CheckVersions(spec);
        await AskAsync(nameof(options.Prepare), options.Prepare, spec, cancellationToken).ConfigureAwait(false);
        logger.ClusterPrepared(spec.Version.ToString(), string.Join(", ", options.Green.Select(n => n.Name)));
    }

    /// <inheritdoc/>
    public async Task<RunningCluster> StartAsync(ClusterSpec spec, CancellationToken cancellationToken)
    {
        CheckVersions(spec);
        await AskAsync(nameof(options.Start), options.Start, spec, cancellationToken).ConfigureAwait(false);
        ClusterNode[] nodes = await Task.WhenAll(options.Green.Select(node => watch.BecomesReadyAsync(node, options.ReadyWithin, cancellationToken))).ConfigureAwait(false);
        logger.ClusterReady(nodes.Length);
        return new() { Nodes = nodes };
    }

    /// <inheritdoc/>
    public async Task DecommissionAsync(Decommission order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        bool isBlue = order.Side is ClusterSide.Blue;
        logger.ClusterLeaving(order.Side.ToString(), order.Reason);
        await (isBlue ? AskAsync(nameof(options.StopBlue), options.StopBlue, order, cancellationToken) : AskAsync(nameof(options.StopGreen), options.StopGreen, order, cancellationToken)).ConfigureAwait(false);
        IReadOnlyList<ClusterNode> nodes = isBlue ? options.Blue : options.Green;
        if (nodes.Count == 0) logger.ClusterBelievedGone(order.Side.ToString());
        await Task.WhenAll(nodes.Select(node => watch.DisappearsAsync(node, options.GoneWithin, cancellationToken))).ConfigureAwait(false);
        if (isBlue && order.Fence) await FenceAsync(order, cancellationToken).ConfigureAwait(false);
    }

    private async Task FenceAsync(Decommission order, CancellationToken cancellationToken)
    {
        await AskAsync(nameof(options.FenceBlue), options.FenceBlue, order, cancellationToken).ConfigureAwait(false);
        foreach (ClusterNode node in options.Blue)
        {
            if (await watch.PresenceAsync(node, cancellationToken).ConfigureAwait(false) is { } presence)
                throw new UpgradeServiceException($"{node.Name} on {node.Admin} was gone, and came back before it was fenced: {presence}. Whatever starts it must be told to stop; then repeat.", isTransient: true);
        }
    }

    private void CheckVersions(ClusterSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (options.Green.FirstOrDefault(n => n.Version != spec.Version) is { } other) throw new UpgradeServiceException($"{other.Name} is described as Kong {other.Version}; the plan goes to {spec.Version}. Describe green's nodes as they have to be.");
    }

    private async Task AskAsync<T>(string name, Func<T, CancellationToken, Task>? callback, T argument, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (callback is null) return;
        logger.ClusterHostAsked(name);
        try
        {
            await callback(argument, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (KongUpgradeException or OperationCanceledException))
        {
            throw new UpgradeServiceException($"The host's {name} failed: {failure.Message} Mend it and repeat.", failure);
        }
    }
}
