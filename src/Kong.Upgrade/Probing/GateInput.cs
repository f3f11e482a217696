using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Probing;

/// <summary>What a gate is given to judge. Valid only during the call.</summary>
public sealed class GateInput
{
    internal GateInput(TrafficShare share, SideTotals blue, SideTotals green, IReadOnlyCollection<ProbeReading> readings) =>
        (Share, Blue, Green, Readings) = (share, blue, green, readings);

    /// <summary>The share that green was asked to have.</summary>
    public TrafficShare Share { get; }

    /// <summary>What blue did at this share, over the last minute at most.</summary>
    public SideTotals Blue { get; }

    /// <summary>What green did at this share, over the last minute at most.</summary>
    public SideTotals Green { get; }

    /// <summary>The single readings behind the totals, oldest first; those in which the probe could not look are left out.</summary>
    public IReadOnlyCollection<ProbeReading> Readings { get; }
}
