using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>Nodes as processes on this host: installs, starts and stops green, and at the very end takes blue away.</summary>
/// <remarks>
/// <para>A node's environment is this process's without its <c>KONG_*</c>, then the node's own, then (green only) <c>KONG_PG_*</c> of its login; so passwords stand in the
/// environment and never in arguments. Whoever starts green by other means later must give it that login too.</para>
/// <para>A node is known by its process (the pid file of its prefix, and a command line that names the prefix) and by <c>GET /</c> of its Admin API (prefix, version,
/// database, process id); nothing else is asked of an address before that (kong-facts 12.10). Readiness is <c>/status/ready</c> from 3.3 with a Status API, before that <c>/status</c> with the database
/// reachable and an answer of Kong's own on the proxy.</para>
/// <para>Blue is only looked at until it is decommissioned. Then it is drained (from 3.9), watched until nobody uses it, fenced and stopped, in this order: whatever restarts blue
/// between fence and end finds the database closed. Without <see cref="LocalClusterOptions.Fence"/> it is stopped all the same and the log says loudly that nothing keeps it from coming
/// back. <see cref="Roles.DatabaseFence.LiftFenceAsync"/> takes the fence back; the nodes then need a start.</para>
/// <para>Linux only. Safe for any number of threads, but one call at a time for one cluster.</para>
/// </remarks>
public sealed class LocalClusterProvisioner : IClusterProvisioner, IBlueCluster
{
    private readonly LocalClusterOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly NodeClient client;

    /// <summary>Makes a provisioner; nothing is touched yet.</summary>
    /// <param name="options">Both clusters.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="loggers">Where logs go; nowhere by default.</param>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public LocalClusterProvisioner(LocalClusterOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FindProblems() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems), nameof(options));
        (this.options, this.time) = (options, time ?? TimeProvider.System);
        logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<LocalClusterProvisioner>();
        client = new(this.time);
    }

    /// <summary>Blue and green by size, a line a measure in aligned columns, as <see cref="PrepareAsync"/> last found them; <see langword="null"/> before.</summary>
    public string? SizeComparison { get; private set; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClusterNode>> GetNodesAsync(CancellationToken cancellationToken) => [.. (await BlueAsync(cancellationToken).ConfigureAwait(false)).Select(n => n.Node)];

    /// <summary>Looks whether green can be started as it should and makes its prefixes; nothing is started and nothing made when something is wrong.</summary>
    /// <inheritdoc/>
    /// <exception cref="UpgradeServiceException">Something is wrong: the message lists all of it. Executables, prefixes, configuration, database, plugins, addresses, sizes.</exception>
    public async Task PrepareAsync(ClusterSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        NodePlan[] green = await GreenAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> problems = await FindProblemsAsync(spec, green, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0) throw new UpgradeServiceException($"Green cannot be started as it should ({problems.Count} problems). Nothing was changed.\n- {string.Join("\n- ", problems)}");
        foreach (NodePlan node in green) await NodePrefix.ClaimAsync(node, cancellationToken).ConfigureAwait(false);
        logger.ClusterPrepared(spec.Version.ToString(), string.Join(", ", green.Select(n => n.ToString())));
    }

    /// <summary>Looks whether green can be started as it should; changes nothing. <see cref="PrepareAsync"/> looks by itself.</summary>
    /// <param name="spec">What green has to be.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>One sentence a problem; empty when nothing stands in the way.</returns>
    /// <exception cref="UpgradeServiceException">It could not be looked.</exception>
    public async Task<IReadOnlyList<string>> FindProblemsAsync(ClusterSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return await FindProblemsAsync(spec, await GreenAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="UpgradeServiceException">A node died, hung, never became ready, or somebody else answers for it; with the node's own last words. It was stopped again unless it ran before.</exception>
    public async Task<RunningCluster> StartAsync(ClusterSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        NodePlan[] green = await GreenAsync(cancellationToken).ConfigureAwait(false);
        if (green.FirstOrDefault(n => n.Version != spec.Version) is { } other) throw new UpgradeServiceException($"{other} is not of Kong {spec.Version}, to which the plan goes. Describe green's nodes as they have to be.");
        ClusterNode[] nodes = await Task.WhenAll(green.Select(node => new NodeStart(node, options, client, time, logger).RunAsync(cancellationToken))).ConfigureAwait(false);
        logger.ClusterReady(nodes.Length);
        return new() { Nodes = nodes };
    }

    /// <inheritdoc/>
    /// <exception cref="UpgradeServiceException">Blue is still used (transient; it was not stopped), is not what was described, could not be fenced, or did not end. Repeat once that is mended: what was done already is not done again.</exception>
    public async Task DecommissionAsync(Decommission order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        logger.ClusterLeaving(order.Side.ToString(), order.Reason);
        NodePlan[] nodes = order.Side is ClusterSide.Blue ? await BlueAsync(cancellationToken).ConfigureAwait(false) : await GreenAsync(cancellationToken).ConfigureAwait(false);
        if (order.Side is ClusterSide.Blue) await new BlueRemoval(nodes, options, client, time, logger).RunAsync(cancellationToken).ConfigureAwait(false);
        else await Task.WhenAll(nodes.Select(node => StopGreenAsync(node, cancellationToken))).ConfigureAwait(false);
        logger.ClusterGone(order.Side.ToString(), string.Join(", ", nodes.Select(n => n.Prefix)));
    }

    private async Task<IReadOnlyList<string>> FindProblemsAsync(ClusterSpec spec, NodePlan[] green, CancellationToken cancellationToken)
    {
        NodePlan[] blue = await BlueAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> problems = await new Preparation(spec, blue, green, client, time).FindProblemsAsync(cancellationToken).ConfigureAwait(false);
        return await CompareSizesAsync(spec, blue, green, cancellationToken).ConfigureAwait(false) is { } smaller ? [.. problems, smaller] : problems;
    }

    private async Task StopGreenAsync(NodePlan node, CancellationToken cancellationToken)
    {
        NodeStop stop = new(node, options.StopWithin, time, logger);
        await stop.RunAsync(cancellationToken).ConfigureAwait(false);
        await stop.ProveGoneAsync(client, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> CompareSizesAsync(ClusterSpec spec, NodePlan[] blue, NodePlan[] green, CancellationToken cancellationToken)
    {
        SizeTable table = new(await SizesAsync(blue, cancellationToken).ConfigureAwait(false), await SizesAsync(green, cancellationToken).ConfigureAwait(false));
        SizeComparison = table.ToString();
        logger.ClusterSizes(SizeComparison);
        if (table.Smaller is not { Count: > 0 } smaller || !spec.MatchBlueCapacity) return null;
        if (options.AcceptSmallerGreen is not { } reason) return $"Green is smaller than blue in {string.Join("; ", smaller)}. Make it as large, or say why it may be smaller ({nameof(LocalClusterOptions.AcceptSmallerGreen)}):\n{SizeComparison}";
        logger.ClusterSmallerAccepted(string.Join("; ", smaller), reason);
        return null;
    }

    private Task<NodeSize[]> SizesAsync(NodePlan[] nodes, CancellationToken cancellationToken) => Task.WhenAll(nodes.Select(node => NodeSize.OfAsync(client, node, cancellationToken)));

    private Task<NodePlan[]> BlueAsync(CancellationToken cancellationToken) => Task.WhenAll(options.Blue.Select(node => NodePlan.LoadAsync(node, options.BlueLogin!, isPointed: false, cancellationToken)));

    private Task<NodePlan[]> GreenAsync(CancellationToken cancellationToken) => Task.WhenAll(options.Green.Select(node => NodePlan.LoadAsync(node, options.GreenLogin ?? options.BlueLogin!, isPointed: true, cancellationToken)));
}
