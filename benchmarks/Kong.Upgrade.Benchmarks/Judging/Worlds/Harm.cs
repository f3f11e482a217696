namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>What a defect costs users.</summary>
internal enum Harm
{
    /// <summary>It fails requests: answers 500 to 599 count.</summary>
    Failed,

    /// <summary>It serves them slowly or refuses them: every request to green while the defect is there counts.</summary>
    Served,
}
