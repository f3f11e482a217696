using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight;

/// <summary>Asks a node what it says of itself, and proves that it is the version that it is taken for.</summary>
internal static class NodeFactsReader
{
    public static async Task<NodeFacts> ReadAsync(AdminApiOptions node, KongVersion version, TimeProvider time, CancellationToken cancellationToken)
    {
        NodeAnswer answer = await new NodeClient(time).AskAsync(node.Address, cancellationToken).ConfigureAwait(false);
        if (answer.Json() is not { } root) throw new UpgradeServiceException($"{node.Address} did not answer as an Admin API does: {answer}.");
        NodeFacts facts = new(node.Address.ToString(), root);
        if (!KongVersion.TryParse(facts.Version, out KongVersion? said) || said != version) throw new UpgradeServiceException($"{node.Address} says version '{facts.Version}' instead of {version}: it is another node, or the plan names another version.");
        return facts;
    }
}
