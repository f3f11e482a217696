namespace Kong.Upgrade.Judging;

/// <summary>Whether a green node is asked for the same routes as blue. A balancer may send a route to one node only: then that node can be compared with nobody as a whole.</summary>
internal sealed class RouteMix
{
    public const int Groups = 9;

    private const double Allowed = 0.1;

    private readonly double[] blue = new double[Groups];
    private readonly List<double[]> nodes = [];

    public void Add(bool isGreen, int node, int group, long requests)
    {
        while (isGreen && nodes.Count <= node) nodes.Add(new double[Groups]);
        (isGreen ? nodes[node] : blue)[group] += requests;
    }

    /// <summary>Decided by what was counted until now, before the look that it is about.</summary>
    public bool IsComparable(int node)
    {
        if (node >= nodes.Count) return true;
        double all = Sum(blue), own = Sum(nodes[node]), distance = 0;
        if (all == 0 || own == 0) return true;
        for (int i = 0; i < Groups; i++) distance += 0.5 * Math.Abs((blue[i] / all) - (nodes[node][i] / own));
        return distance <= Allowed + Math.Sqrt(Groups / (4 * own)) + Math.Sqrt(Groups / (4 * all));
    }

    private static double Sum(double[] counts)
    {
        double sum = 0;
        foreach (double count in counts) sum += count;
        return sum;
    }
}
