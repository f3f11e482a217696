using Kong.Upgrade.AdminApi;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>What is looked at of the nodes themselves. Not to be changed while it is in use.</summary>
public sealed class NodeTestOptions
{
    /// <summary>How the Admin API at an address is asked: its token, its patience; for any thread. The default value is <see langword="null"/>: the defaults with that address.</summary>
    public Func<Uri, AdminApiOptions>? AdminApi { get; set; }

    /// <summary>Whether green's Admin API must show the configuration that blue's shows. The default value is <see langword="true"/>.</summary>
    public bool TestsEntities { get; set; } = true;

    /// <summary>Whether green must see the targets of upstreams as blue sees them. The default value is <see langword="true"/>.</summary>
    public bool TestsUpstreamHealth { get; set; } = true;

    /// <summary>Whether green must have every plugin that is enabled, and every one that blue has. The default value is <see langword="true"/>.</summary>
    public bool TestsPlugins { get; set; } = true;

    /// <summary>Whether green's nodes must be ready, with all their workers, and reach the database. The default value is <see langword="true"/>.</summary>
    public bool TestsWorkers { get; set; } = true;

    /// <summary>Whether green's error logs must hold nothing unexpected since the start, where they are known (<see cref="Clusters.ClusterNode.ErrorLog"/>). Read when all other tests have ended. The default value is <see langword="true"/>.</summary>
    public bool TestsErrorLogs { get; set; } = true;

    /// <summary>How long a node that has just started may take until it is ready, and until its health checks agree with blue's: from 0 to 1 hour. The default value is 1 minute.</summary>
    public TimeSpan HealthWithin { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() => HealthWithin < TimeSpan.Zero || HealthWithin > TimeSpan.FromHours(1) ? [$"{nameof(HealthWithin)} is {HealthWithin}; it must be from 0 to 1 hour."] : [];
}
