using System.Collections.Concurrent;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Calling;

namespace Kong.Upgrade.Staging;

/// <summary>What the tests of one run share: connections, the polite limit, and which causes were confirmed already. Safe for any number of threads.</summary>
internal sealed class StagingSession(StagingOptions options, TimeProvider time) : IDisposable
{
    // After so many full confirmations the same cause on the same node is believed sooner: a broken plugin on 2,000 routes need not be proven 2,000 times.
    private const int Proven = 5, SoonerAfter = 2;

    private readonly ConcurrentDictionary<string, int> confirmed = new(StringComparer.Ordinal);

    public StagingOptions Options => options;

    public TimeProvider Time => time;

    public NodeCaller Caller { get; } = new(options, time);

    /// <summary>The session of a run, or one of its own for a test that somebody runs by itself.</summary>
    public static (StagingSession Session, IDisposable? Own) Of(StagingTarget target)
    {
        if (target.Session is { } shared) return (shared, null);
        StagingSession own = new(new(), TimeProvider.System);
        return (own, own);
    }

    public void Dispose() => Caller.Dispose();

    /// <summary>How often a cause is looked at again on a node.</summary>
    public int Rounds(ClusterNode node, string cause) => confirmed.GetValueOrDefault(Key(node, cause)) >= Proven ? Math.Min(SoonerAfter, options.Confirmations) : options.Confirmations;

    public void Confirm(ClusterNode node, string cause) => confirmed.AddOrUpdate(Key(node, cause), 1, static (_, times) => times + 1);

    private static string Key(ClusterNode node, string cause) => $"{node.Name}\n{cause}";
}
