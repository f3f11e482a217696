namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>What one scrape of all nodes tells: increments since the last scrape of each node. One instance serves a whole run.</summary>
internal sealed class Observation(int nodes, int routes)
{
    public int Nodes { get; } = nodes;

    public int Routes { get; } = routes;

    /// <summary>Seconds since green got its first share.</summary>
    public double Second { get; set; }

    /// <summary>The percentage that green was asked to have during these increments.</summary>
    public double Weight { get; set; }

    /// <summary>All counts: side by side, within it node by node, within it route by route.</summary>
    public int[] Counts { get; } = new int[2 * nodes * routes * Count.All];

    /// <summary>Nodes of which this scrape tells nothing; their counts are 0.</summary>
    public bool[] Blind { get; } = new bool[2 * nodes];

    /// <summary>Of each node, in seconds.</summary>
    public double[] Uptime { get; } = new double[2 * nodes];

    /// <summary>The time that each node's increments cover, in seconds.</summary>
    public double[] Covered { get; } = new double[2 * nodes];

    public int NodeAt(int side, int node) => side * Nodes + node;

    public Span<int> Node(int index) => Counts.AsSpan(index * Routes * Count.All, Routes * Count.All);

    public Span<int> Cell(int side, int node, int route) => Counts.AsSpan((NodeAt(side, node) * Routes + route) * Count.All, Count.All);

    /// <summary>Adds a side's counts to sums; whether anything was seen of it.</summary>
    public bool AddTo(Span<long> sums, int side)
    {
        bool seen = false;
        for (int node = 0; node < Nodes; node++)
        {
            if (Blind[NodeAt(side, node)]) continue;
            seen = true;
            AddTo(sums, Node(NodeAt(side, node)));
        }
        return seen;
    }

    public static void AddTo(Span<long> sums, ReadOnlySpan<int> cells)
    {
        for (; !cells.IsEmpty; cells = cells[Count.All..])
            for (int i = 0; i < Count.All; i++) sums[i] += cells[i];
    }
}
