namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

internal enum BurstKind
{
    /// <summary>All clusters are equally long.</summary>
    Fixed,

    /// <summary>Lengths are geometric.</summary>
    Geometric,

    /// <summary>The rate of a second is a gamma number, so that its errors are negatively binomial.</summary>
    Gamma,
}
