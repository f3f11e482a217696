namespace Kong.Upgrade.Testing.Fakes;

/// <summary>What can be wrong with what a probe sees.</summary>
internal enum SymptomKind
{
    Blind,
    Errors,
    UpstreamErrors,
    Latency,
}
