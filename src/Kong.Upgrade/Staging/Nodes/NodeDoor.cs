using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>Opens nodes by their Admin API: asks each who it is before anything else.</summary>
/// <param name="options">How the Admin API at an address is asked: its token, its patience.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeDoor(Func<Uri, AdminApiOptions> options, TimeProvider time)
{
    /// <summary>The node, or why it cannot be asked.</summary>
    public async Task<(ProvenNode? Node, string? Trouble)> OpenAsync(ClusterNode node, CancellationToken cancellationToken)
    {
        if (node.Admin is not { } address) return (null, $"{node.Name} has no Admin API that is known");
        AdminApiOptions asked = options(address);
        AdminClient client = new(asked, time);
        (KongRoot? root, string? trouble) = await AskAsync(client, asked, node, cancellationToken).ConfigureAwait(false);
        if (root is not null) return (new(node, asked, client, root), null);
        client.Dispose();
        return (null, trouble);
    }

    private async Task<(KongRoot? Root, string? Trouble)> AskAsync(AdminClient client, AdminApiOptions asked, ClusterNode node, CancellationToken cancellationToken)
    {
        try
        {
            KongRoot root = await KongRoot.AskAsync(client, asked, time, cancellationToken).ConfigureAwait(false);
            return KongVersion.TryParse(root.Version, out KongVersion? said) && said == node.Version ? (root, null) : (null, $"{node.Name}: what answers on {node.Admin} says version '{root.Version}' instead of {node.Version}, so another node has the address");
        }
        catch (UpgradeServiceException unanswered)
        {
            return (null, $"{node.Name}: {unanswered.Message}");
        }
    }
}
