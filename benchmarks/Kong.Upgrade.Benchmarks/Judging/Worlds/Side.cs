namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>The clusters as indices.</summary>
internal static class Side
{
    public const int Blue = 0, Green = 1;
}
