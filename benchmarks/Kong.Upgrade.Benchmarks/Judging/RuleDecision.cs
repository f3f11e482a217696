namespace Kong.Upgrade.Benchmarks.Judging;

internal enum RuleDecision
{
    Hold,

    /// <summary>To the next stage; after the last one, finished.</summary>
    Advance,

    /// <summary>Finished from any stage: the rule has no more to ask.</summary>
    Promote,

    RollBack,
}
