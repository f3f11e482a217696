using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight;

/// <summary>Asks a node what it says of itself, and proves that it is the version that it is taken for.</summary>
internal static class NodeFactsReader
{
    public static async Task<NodeFacts> ReadAsync(AdminApiOptions node, KongVersion version, TimeProvider time, CancellationToken cancellationToken)
    {
        AdminApiOptions options = AdminApiOptionsCheck.Valid(node, nameof(node));
        using AdminClient client = new(options, time);
        KongRoot root = await KongRoot.AskAsync(client, options, time, cancellationToken).ConfigureAwait(false);
        return KongVersion.TryParse(root.Version, out KongVersion? said) && said == version ? new(node.Address.ToString(), root.Json)
            : throw new UpgradeServiceException($"{node.Address} says version '{root.Version}' instead of {version}: it is another node, or the plan names another version.");
    }
}
