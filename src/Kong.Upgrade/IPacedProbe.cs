namespace Kong.Upgrade;

/// <summary>A probe that is worth asking more often than once in <see cref="KongUpgradeOptions.WatchInterval"/>, because it is told of each request as it ends.</summary>
/// <remarks>For the implementer: asking must be cheap, for it happens fifty times a second or so, and four times as often while there is suspicion. Blocks of evidence end when time says so and never when an answer does: that keeps them fair.</remarks>
public interface IPacedProbe : IMetricsProbe
{
    /// <summary>How long after one look the next is worth it: from 10 milliseconds to a second. While there is suspicion a quarter of it is waited.</summary>
    TimeSpan Pace { get; }
}
