using Kong.Upgrade.Clusters;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Testing.Fakes;

/// <summary>Part of a window with one share: requests since the share began, before and after the part.</summary>
internal readonly record struct SharePiece(TrafficShare Share, DateTimeOffset From, long AllBefore, long AllAfter, long GreenBefore, long GreenAfter)
{
    public long Before(ClusterSide side) => side is ClusterSide.Green ? GreenBefore : AllBefore - GreenBefore;

    public long After(ClusterSide side) => side is ClusterSide.Green ? GreenAfter : AllAfter - GreenAfter;

    public long Requests(ClusterSide side) => After(side) - Before(side);

    /// <summary>A part of one side's requests, rounded so that small rates add up over many windows.</summary>
    public long Part(ClusterSide side, double rate) => ShareSpan.Whole(After(side) * rate) - ShareSpan.Whole(Before(side) * rate);
}
