namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>Page's cumulative sum: evidence for a change, forgotten whenever it falls below nothing.</summary>
internal struct Cusum(double threshold)
{
    public double Sum { get; private set; }

    public bool Add(double evidence) => (Sum = Math.Max(0, Sum + evidence)) >= threshold;
}
