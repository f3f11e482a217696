namespace Kong.Upgrade;

// Nodes and traffic: what happens to the installation itself.
public static partial class KongUpgradeEventIds
{
    /// <summary>Green could be started now.</summary>
    public const int ClusterPrepared = 4000;

    /// <summary>Blue and green compared by size.</summary>
    public const int ClusterSizes = 4001;

    /// <summary>Green is smaller than blue, by consent.</summary>
    public const int ClusterSmallerAccepted = 4002;

    /// <summary>All nodes of green are ready.</summary>
    public const int ClusterReady = 4003;

    /// <summary>A cluster is being taken away.</summary>
    public const int ClusterLeaving = 4004;

    /// <summary>It is waited until nobody uses blue.</summary>
    public const int ClusterSilenceAwaited = 4005;

    /// <summary>Nobody uses blue.</summary>
    public const int ClusterSilent = 4006;

    /// <summary>Blue's role may no longer log in.</summary>
    public const int ClusterFenced = 4007;

    /// <summary>Something about the fence that a person should know.</summary>
    public const int ClusterFenceNote = 4008;

    /// <summary>Nothing keeps blue from coming back.</summary>
    public const int ClusterNotFenced = 4009;

    /// <summary>A cluster is gone.</summary>
    public const int ClusterGone = 4010;

    /// <summary>The host is asked to do its part for a cluster that it manages.</summary>
    public const int ClusterHostAsked = 4020;

    /// <summary>The host says that a cluster is gone, and nobody could look.</summary>
    public const int ClusterBelievedGone = 4021;

    /// <summary>A node is about to be started.</summary>
    public const int NodeStarting = 4100;

    /// <summary>A node runs already.</summary>
    public const int NodeFound = 4101;

    /// <summary>A node is proven to be itself and ready.</summary>
    public const int NodeReady = 4102;

    /// <summary>A node did not start or did not become ready.</summary>
    public const int NodeFailed = 4103;

    /// <summary>A pid file named somebody else's process and was removed.</summary>
    public const int NodePidStale = 4104;

    /// <summary>A node is about to be stopped.</summary>
    public const int NodeStopping = 4105;

    /// <summary>A node ended.</summary>
    public const int NodeStopped = 4106;

    /// <summary>A node did not end and is killed.</summary>
    public const int NodeKilled = 4107;

    /// <summary>A node tells its balancers that it drains.</summary>
    public const int NodeDrained = 4108;

    /// <summary>A node could not be told to drain.</summary>
    public const int NodeDrainFailed = 4109;

    /// <summary>A node does not say who it is.</summary>
    public const int NodeUnheard = 4110;

    /// <summary>The share in force changed.</summary>
    public const int ShareChanged = 5000;

    /// <summary>All traffic goes back to blue.</summary>
    public const int RetreatStarted = 5010;

    /// <summary>All traffic is on blue.</summary>
    public const int RetreatInForce = 5011;

    /// <summary>One attempt of a retreat failed.</summary>
    public const int RetreatAttemptFailed = 5012;

    /// <summary>A retreat could not be proven.</summary>
    public const int RetreatFailed = 5013;

    /// <summary>Only a fallback sent all traffic to blue.</summary>
    public const int RetreatByFallback = 5014;

    /// <summary>Green still answered requests long after the retreat, or that could not be seen.</summary>
    public const int RetreatNotQuiet = 5015;

    /// <summary>nginx's include file was written.</summary>
    public const int SplitFileWritten = 5300;

    /// <summary>nginx's include file was put back to what it was.</summary>
    public const int SplitFilePutBack = 5301;

    /// <summary>nginx's old workers go on with requests and are waited for.</summary>
    public const int SplitWorkersLinger = 5302;

    /// <summary>nginx's old workers go on with requests and are not waited for, because traffic goes back to blue.</summary>
    public const int RetreatLeavesWorkers = 5303;

    /// <summary>A retreat does not wait for another process that changes nginx's share.</summary>
    public const int RetreatOutOfTurn = 5304;

    /// <summary>nginx refused green's part of its configuration and got one without it, for a retreat.</summary>
    public const int SplitGreenLeftOut = 5305;

    /// <summary>nginx has the share that was asked for.</summary>
    public const int SplitShareInForce = 5306;

    /// <summary>HAProxy has the share that was asked.</summary>
    public const int SplitHAProxySet = 5400;

    /// <summary>HAProxy has the share, but a restart of it may not keep it.</summary>
    public const int SplitHAProxyNotKept = 5401;

    /// <summary>HAProxy had another share after it was set; it is set again.</summary>
    public const int SplitHAProxyRepeated = 5402;
}
