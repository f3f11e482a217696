namespace Kong.Upgrade.Benchmarks.Judging.Rivals;

/// <summary>What Kayenta calls a metric.</summary>
internal enum Classification
{
    Pass,
    High,
    Low,
    NoData,
}
