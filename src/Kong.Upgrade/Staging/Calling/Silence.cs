using System.Collections.Concurrent;

namespace Kong.Upgrade.Staging.Calling;

/// <summary>Spares a node that gives no answer: thousands of tests would wait for each of theirs in vain. Safe for any number of threads.</summary>
internal sealed class Silence(TimeSpan between, TimeProvider time)
{
    public const int Most = 32;

    private readonly ConcurrentDictionary<Uri, (int Missed, long Asked)> nodes = new();

    /// <summary>Whether a node may be asked: always while it answers, else once in a while.</summary>
    public bool MayAsk(Uri address)
    {
        if (!nodes.TryGetValue(address, out (int Missed, long Asked) node) || node.Missed < Most) return true;
        return time.GetElapsedTime(node.Asked) >= between && nodes.TryUpdate(address, (node.Missed, time.GetTimestamp()), node);
    }

    public void Note(Uri address, bool answered)
    {
        if (answered) nodes.TryRemove(address, out _);
        else nodes.AddOrUpdate(address, _ => (1, time.GetTimestamp()), (_, node) => (node.Missed + 1, time.GetTimestamp()));
    }
}
