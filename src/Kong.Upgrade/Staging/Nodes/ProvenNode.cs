using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>A node whose Admin API was proven to be its own, and a client to ask it.</summary>
internal sealed class ProvenNode(ClusterNode node, AdminApiOptions options, AdminClient client, KongRoot root) : IDisposable
{
    public ClusterNode Node => node;

    public string Name => node.Name;

    public AdminApiOptions Options => options;

    public AdminClient Client => client;

    /// <summary>What it said of itself.</summary>
    public KongRoot Root => root;

    /// <summary>Whether it only hands out the configuration: then it balances nothing (kong-facts 3.4).</summary>
    public bool IsControlPlane => NodeIdentity.Setting(root.Json, "role") is "control_plane";

    public void Dispose() => client.Dispose();
}
