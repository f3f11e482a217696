using Kong.Upgrade.Benchmarks.Judging.Sampling;

namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>What a scenario may look at when it shapes a cell. One instance serves a whole run.</summary>
internal sealed class Moment
{
    /// <summary>Seconds since green got its first share; negative before.</summary>
    public double Second { get; set; }

    public int Side { get; set; }

    public int Node { get; set; }

    public int Route { get; set; }

    /// <summary>Of the node, in seconds.</summary>
    public double Uptime { get; set; }

    /// <summary>The percentage that green was asked to have.</summary>
    public double Weight { get; set; }

    public bool IsGreen => Side == Worlds.Side.Green;

    /// <summary>What the scenario remembers during a run.</summary>
    public double[] Memory { get; } = new double[4];

    public Randoms Randoms { get; } = new(0);
}
