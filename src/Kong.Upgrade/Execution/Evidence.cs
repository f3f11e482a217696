using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Execution;

/// <summary>What was seen at one share: the last minute for gates, and counts since the share settled for measuring it.</summary>
internal sealed class Evidence(TrafficShare asked, DateTimeOffset settledAt)
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);
    private readonly Queue<ProbeReading> readings = new();
    private readonly SideTotals blue = new();
    private readonly SideTotals green = new();

    public long BlueSinceSettled { get; private set; }

    public long GreenSinceSettled { get; private set; }

    /// <summary>What green answered since this share was given.</summary>
    public long GreenSinceBegun { get; private set; }

    /// <summary>The last reading.</summary>
    public ProbeReading? Last { get; private set; }

    public GateInput Input() => new(asked, blue, green, readings);

    public void Add(ProbeReading reading)
    {
        readings.Enqueue(Last = reading);
        Count(reading, 1);
        while (readings.Peek().Window.To <= reading.Window.To - Span) Count(readings.Dequeue(), -1);
        // Where a node was not seen the shares of the others prove nothing.
        if (reading.Window.From >= settledAt && reading.BlindNodes.Count == 0) Settled(reading);
    }

    private void Count(ProbeReading reading, int sign)
    {
        foreach (NodeReading node in reading.Nodes)
            if (node.Side is ClusterSide.Green) Green(node, sign);
            else if (node.Side is ClusterSide.Blue) blue.Add(node, sign);
    }

    private void Green(NodeReading node, int sign)
    {
        green.Add(node, sign);
        if (sign > 0) GreenSinceBegun += node.Requests;
    }

    private void Settled(ProbeReading reading)
    {
        foreach (NodeReading node in reading.Nodes)
            if (node.Side is ClusterSide.Green) GreenSinceSettled += node.Requests;
            else if (node.Side is ClusterSide.Blue) BlueSinceSettled += node.Requests;
    }
}
