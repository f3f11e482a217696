using System.Net;
using System.Text;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>The nodes that a log may name, and what each did since the last reading. Not safe for several threads.</summary>
internal sealed class LogNodes
{
    // Balancers name a few nodes; a stranger may name anything.
    private const int Most = 1024;

    private readonly List<LoggedNode> nodes = [];
    private readonly bool areOnlyNamedOnes;
    private readonly NodeReading[] idle;

    /// <param name="blue">Blue's nodes by the names that the host gave them.</param>
    /// <param name="green">Green's.</param>
    /// <param name="areOnlyNamedOnes">Whether a log names nodes as the host does and no others count; otherwise it names them by address.</param>
    public LogNodes(IReadOnlyList<string> blue, IReadOnlyList<string> green, bool areOnlyNamedOnes)
    {
        this.areOnlyNamedOnes = areOnlyNamedOnes;
        nodes.AddRange([.. blue.Select(n => new LoggedNode(ClusterSide.Blue, n, isNamed: true)), .. green.Select(n => new LoggedNode(ClusterSide.Green, n, isNamed: true))]);
        idle = [.. nodes.Select(n => n.Idle)];
    }

    /// <summary>The names that the host gave to a side's nodes.</summary>
    public IEnumerable<LoggedNode> Named(ClusterSide side) => nodes.Where(n => n.IsNamed && n.Side == side);

    /// <summary>A node's place; <see langword="null"/> when it cannot be one of ours.</summary>
    public short? Find(ClusterSide side, ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < nodes.Count; i++)
            if (nodes[i].Side == side && name.SequenceEqual(nodes[i].Bytes)) return (short)i;
        return areOnlyNamedOnes ? null : Add(side, Encoding.UTF8.GetString(name));
    }

    /// <summary>A node that the host did not name; <see langword="null"/> when there are too many already.</summary>
    public short? Add(ClusterSide side, string name)
    {
        if (nodes.Count == Most) return null;
        nodes.Add(new(side, name, isNamed: false));
        return (short)(nodes.Count - 1);
    }

    public void Count(in LoggedRequest request) => nodes[request.Node].Count(request);

    /// <summary>What was counted since the last time. Nothing is made while there is nothing to tell.</summary>
    public IReadOnlyList<NodeReading> Take() => nodes.TrueForAll(n => n.IsIdle) ? idle : [.. Take(ClusterSide.Blue), .. Take(ClusterSide.Green)];

    /// <summary>Those that the host named and that had nothing to do have zero counts, unless names stand there that nobody can compare with addresses.</summary>
    private List<NodeReading> Take(ClusterSide side)
    {
        List<NodeReading> busy = [.. nodes.Where(n => n.Side == side && !n.IsIdle).Select(n => n.Take())];
        bool canCompare = areOnlyNamedOnes || Named(side).All(n => IPEndPoint.TryParse(n.Name, out _));
        return busy.Count > 0 && !canCompare ? busy : [.. busy, .. Named(side).Where(n => !busy.Exists(b => b.Node == n.Name)).Select(n => n.Idle)];
    }
}
