using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>A way of deciding about green, asked after each scrape. One instance serves many runs, one after the other.</summary>
internal interface IRule
{
    string Name { get; }

    /// <summary>Seconds of blue alone that the rule wants to see before green gets its first share.</summary>
    int History => 0;

    /// <summary>Seconds after which it surely has ended, for those that may take longer than the scenario's horizon.</summary>
    double Horizon => 0;

    /// <summary>Seconds until it wants to look again; at most 1.</summary>
    double Pace => 1;

    /// <summary>A new run begins.</summary>
    /// <param name="scenario">Its world. Only an oracle may look at what it does.</param>
    void Begin(Scenario scenario);

    /// <summary>Blue alone, before the first share.</summary>
    void Watch(Observation seen)
    {
    }

    RuleDecision Look(Observation seen);

    /// <summary>Its wish to go on was granted: what is seen from now on is of the next stage.</summary>
    /// <param name="weight">The percentage that green is asked to have now; also for the first stage.</param>
    void BeginStage(double weight)
    {
    }
}
