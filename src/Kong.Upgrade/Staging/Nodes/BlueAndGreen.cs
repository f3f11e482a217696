using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>Opens a node of blue, and one after another the green nodes beside it. Nodes without an Admin API, such as data planes, are left out and told.</summary>
internal sealed class BlueAndGreen(NodeDoor door)
{
    /// <summary>Compares each green node with blue.</summary>
    /// <param name="target">Blue and green.</param>
    /// <param name="tally">Where doubts go.</param>
    /// <param name="compare">Compares; blue comes first.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    public async Task EachAsync(StagingTarget target, NodeTally tally, Func<ProvenNode, ProvenNode, CancellationToken, Task> compare, CancellationToken cancellationToken)
    {
        using ProvenNode? blue = await BlueAsync(target, tally, cancellationToken).ConfigureAwait(false);
        if (blue is null) return;
        ClusterNode[] asked = [.. target.Green.Where(n => n.Admin is not null)];
        if (asked.Length == 0) tally.Doubt("no green node has an Admin API that is known");
        foreach (ClusterNode other in target.Green.Except(asked)) tally.Note($"{other.Name} has no Admin API and was not asked");
        foreach (ClusterNode node in asked) await OneAsync(blue, node, tally, compare, cancellationToken).ConfigureAwait(false);
    }

    // Any of blue's nodes will do: they share one database and one version.
    private async Task<ProvenNode?> BlueAsync(StagingTarget target, NodeTally tally, CancellationToken cancellationToken)
    {
        List<string> troubles = [];
        foreach (ClusterNode node in target.Blue)
        {
            (ProvenNode? blue, string? trouble) = await door.OpenAsync(node, cancellationToken).ConfigureAwait(false);
            if (blue is not null) return blue;
            troubles.Add(trouble!);
        }
        if (target.Blue.Count == 0) tally.Doubt("blue's nodes are not known, so nothing was compared");
        foreach (string trouble in troubles) tally.Doubt(trouble);
        return null;
    }

    private async Task OneAsync(ProvenNode blue, ClusterNode node, NodeTally tally, Func<ProvenNode, ProvenNode, CancellationToken, Task> compare, CancellationToken cancellationToken)
    {
        (ProvenNode? opened, string? trouble) = await door.OpenAsync(node, cancellationToken).ConfigureAwait(false);
        using ProvenNode? green = opened;
        if (green is null) tally.Doubt(trouble!);
        else if (green.Root.NodeId is { } id && id == blue.Root.NodeId) tally.Doubt($"{node.Name} and {blue.Name} say the same node id {id}, so one node was asked twice");
        else await compare(blue, green, cancellationToken).ConfigureAwait(false);
    }
}
