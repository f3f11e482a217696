using System.Text;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>One node and its counts since the last reading.</summary>
internal sealed class LoggedNode(ClusterSide side, string name, bool isNamed)
{
    private static readonly double[] bounds =
        [1, 2, 5, 10, 25, 50, 80, 100, 150, 200, 250, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 5000, 6000, 10_000, 15_000, 20_000, 30_000, 60_000, double.PositiveInfinity];

    private readonly long[] times = new long[bounds.Length], outcomes = new long[(int)LoggedOutcome.Failed + 1];

    public ClusterSide Side => side;

    public string Name => name;

    /// <summary>Whether the host named it.</summary>
    public bool IsNamed => isNamed;

    /// <summary>Its name as logs have it.</summary>
    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(name);

    public bool IsIdle { get; private set; } = true;

    /// <summary>That it did nothing.</summary>
    public NodeReading Idle { get; } = new() { Side = side, Node = name, Requests = 0 };

    public void Count(in LoggedRequest request)
    {
        IsIdle = false;
        outcomes[(int)request.Outcome]++;
        if (request.Took >= 0) times[Bucket(request.Took)]++;
    }

    public NodeReading Take()
    {
        NodeReading reading = new()
        {
            Side = side,
            Node = name,
            Requests = outcomes.Sum(),
            Errors = outcomes[(int)LoggedOutcome.Failed],
            ClientErrors = outcomes[(int)LoggedOutcome.ClientError],
            RateLimited = outcomes[(int)LoggedOutcome.RateLimited],
            Latency = new(bounds, times),
        };
        Array.Clear(outcomes);
        Array.Clear(times);
        IsIdle = true;
        return reading;
    }

    private static int Bucket(int milliseconds)
    {
        int bucket = 0;
        while (milliseconds > bounds[bucket]) bucket++;
        return bucket;
    }
}
