using System.Collections.Concurrent;

namespace Kong.Upgrade.TestServers;

/// <summary>What a <see cref="Load"/> saw. Counts go on while it runs.</summary>
public sealed class LoadCounts
{
    private const int FailuresKept = 20;

    private readonly ConcurrentDictionary<int, long> statuses = new();
    private readonly ConcurrentDictionary<string, long> bodies = new();
    private readonly ConcurrentQueue<string> failures = new();
    private long failed;

    /// <summary>Answers by their status.</summary>
    public IReadOnlyDictionary<int, long> Statuses => statuses;

    /// <summary>Answers by their text, cut after 64 characters: backends of tests answer with their names.</summary>
    public IReadOnlyDictionary<string, long> Bodies => bodies;

    public long Answers => statuses.Values.Sum();

    /// <summary>Requests without a whole answer: refused, reset, cut off or too late. Nothing is repeated.</summary>
    public long Failures => Volatile.Read(ref failed);

    /// <summary>What users would complain about.</summary>
    public long Bad => Failures + statuses.Where(s => s.Key >= 500).Sum(s => s.Value);

    /// <summary>Answers whose text begins so.</summary>
    public long From(string name) => bodies.Where(b => b.Key.StartsWith(name, StringComparison.Ordinal)).Sum(b => b.Value);

    public override string ToString() =>
        $"{Answers} answers ({string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}"))}), {Failures} failures{string.Concat(failures.Select(f => "\n  " + f))}";

    internal void Answered(int status, string body)
    {
        statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
        bodies.AddOrUpdate(body.Length > 64 ? body[..64] : body, 1, (_, count) => count + 1);
    }

    internal void Failed(Exception error)
    {
        if (Interlocked.Increment(ref failed) <= FailuresKept) failures.Enqueue($"{error.GetType().Name}: {error.Message} {error.InnerException?.Message}");
    }
}
