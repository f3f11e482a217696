using Microsoft.Extensions.Logging;
using Ids = Kong.Upgrade.KongUpgradeEventIds;

namespace Kong.Upgrade.Clusters;

internal static partial class Log
{
    [LoggerMessage(Ids.ClusterPrepared, LogLevel.Information, "Green is prepared for {Version}: {Nodes}")]
    public static partial void ClusterPrepared(this ILogger logger, string version, string nodes);

    [LoggerMessage(Ids.ClusterSizes, LogLevel.Information, "Blue and green by size:\n{Table}")]
    public static partial void ClusterSizes(this ILogger logger, string table);

    [LoggerMessage(Ids.ClusterSmallerAccepted, LogLevel.Warning, "Green is smaller than blue in {Measures}, which is accepted: {Reason}")]
    public static partial void ClusterSmallerAccepted(this ILogger logger, string measures, string reason);

    [LoggerMessage(Ids.ClusterReady, LogLevel.Information, "All {Count} nodes of green are ready")]
    public static partial void ClusterReady(this ILogger logger, int count);

    [LoggerMessage(Ids.ClusterLeaving, LogLevel.Information, "Taking {Side} away ({Reason})")]
    public static partial void ClusterLeaving(this ILogger logger, string side, string reason);

    [LoggerMessage(Ids.ClusterSilenceAwaited, LogLevel.Information, "Waiting at most {Within} until nobody uses {Nodes}")]
    public static partial void ClusterSilenceAwaited(this ILogger logger, string nodes, TimeSpan within);

    [LoggerMessage(Ids.ClusterSilent, LogLevel.Information, "Nobody used blue for {Span}")]
    public static partial void ClusterSilent(this ILogger logger, TimeSpan span);

    [LoggerMessage(Ids.ClusterFenced, LogLevel.Warning, "Blue's role {Role} may no longer log in, so that blue cannot come back; DatabaseFence.LiftFenceAsync takes that back")]
    public static partial void ClusterFenced(this ILogger logger, string role);

    [LoggerMessage(Ids.ClusterFenceNote, LogLevel.Warning, "Fence: {Note}")]
    public static partial void ClusterFenceNote(this ILogger logger, string note);

    [LoggerMessage(Ids.ClusterNotFenced, LogLevel.Error, "BLUE IS NOT FENCED: nothing keeps a node of {Role} from starting on the migrated database, where it may answer 500. {Advice}")]
    public static partial void ClusterNotFenced(this ILogger logger, string role, string advice);

    [LoggerMessage(Ids.ClusterGone, LogLevel.Information, "{Side} is gone. Its prefixes still hold logs, and settings with passwords (.kong_env): {Prefixes}")]
    public static partial void ClusterGone(this ILogger logger, string side, string prefixes);

    [LoggerMessage(Ids.ClusterHostAsked, LogLevel.Information, "Asking the host for {Callback}")]
    public static partial void ClusterHostAsked(this ILogger logger, string callback);

    [LoggerMessage(Ids.ClusterBelievedGone, LogLevel.Warning, "No address of {Side} is known, so nobody looked whether it is gone: the host's word is taken for it")]
    public static partial void ClusterBelievedGone(this ILogger logger, string side);

    [LoggerMessage(Ids.NodeStarting, LogLevel.Information, "Starting {Node} (Kong {Version} in {Prefix})")]
    public static partial void NodeStarting(this ILogger logger, string node, string version, string prefix);

    [LoggerMessage(Ids.NodeFound, LogLevel.Information, "{Node} runs in {Prefix} already")]
    public static partial void NodeFound(this ILogger logger, string node, string prefix);

    [LoggerMessage(Ids.NodeReady, LogLevel.Information, "{Node} is ready: Kong {Version} on {Proxy}")]
    public static partial void NodeReady(this ILogger logger, string node, string version, string proxy);

    [LoggerMessage(Ids.NodeFailed, LogLevel.Error, "{Node} failed: {Trouble}")]
    public static partial void NodeFailed(this ILogger logger, string node, string trouble);

    [LoggerMessage(Ids.NodePidStale, LogLevel.Warning, "The pid file of {Node} in {Prefix} names process {Id}, which is something else: the file was removed")]
    public static partial void NodePidStale(this ILogger logger, string node, string prefix, int id);

    [LoggerMessage(Ids.NodeStopping, LogLevel.Information, "Stopping {Node} in {Prefix} (process {Id})")]
    public static partial void NodeStopping(this ILogger logger, string node, string prefix, int id);

    [LoggerMessage(Ids.NodeStopped, LogLevel.Information, "{Node} in {Prefix} ended ({Said})")]
    public static partial void NodeStopped(this ILogger logger, string node, string prefix, string said);

    [LoggerMessage(Ids.NodeKilled, LogLevel.Warning, "{Node} (process {Id}) did not end when it was asked to ({Said}): it is killed")]
    public static partial void NodeKilled(this ILogger logger, string node, int id, string said);

    [LoggerMessage(Ids.NodeDrained, LogLevel.Information, "{Node} tells its balancers that it drains")]
    public static partial void NodeDrained(this ILogger logger, string node);

    [LoggerMessage(Ids.NodeDrainFailed, LogLevel.Warning, "{Node} could not be told to drain, which only its balancers would have noticed: {Trouble}")]
    public static partial void NodeDrainFailed(this ILogger logger, string node, string trouble);

    [LoggerMessage(Ids.NodeUnheard, LogLevel.Warning, "{Node} does not say who it is ({Trouble}); its process {Id} names its prefix, which is enough to stop it")]
    public static partial void NodeUnheard(this ILogger logger, string node, string trouble, int id);
}
