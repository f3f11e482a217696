namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>A world in which an upgrade is judged. Immutable; what happens in a run is in its <see cref="Moment"/>.</summary>
/// <param name="Name">Also the seed of all its runs.</param>
internal sealed record Scenario(string Name)
{
    /// <summary>Percentages that green is asked to have, one after the other.</summary>
    public double[] Stages { get; init; } = [5, 10, 25, 50, 100];

    /// <summary>Each side's.</summary>
    public int Nodes { get; init; } = 2;

    /// <summary>Parts of the traffic that go to each route; their sum is 1.</summary>
    public double[] Routes { get; init; } = [1];

    /// <summary>Requests a second of both sides together.</summary>
    public double Rate { get; init; } = 1000;

    /// <summary>Requests a second at a moment, where they are not always as many.</summary>
    public Func<Moment, double>? RateAt { get; init; }

    /// <summary>The percentage that green really gets at a moment, where it is not the one that was asked.</summary>
    public Func<Moment, double>? ShareAt { get; init; }

    /// <summary>Once at the beginning of a run.</summary>
    public Action<Moment>? Begin { get; init; }

    /// <summary>Once each second, before the cells.</summary>
    public Action<Moment>? Each { get; init; }

    /// <summary>Each cell in each second.</summary>
    public Shape? Shape { get; init; }

    public Bursts? Bursts { get; init; }

    public Scraping Scraping { get; init; } = new();

    /// <summary>Of green's nodes when they get their first share, in seconds.</summary>
    public double GreenUptime { get; init; } = 600;

    /// <summary>Seconds that each stage lasts at least, whatever the rule says.</summary>
    public double ShortestStage { get; init; }

    /// <summary>The second after which it ends undecided.</summary>
    public double Horizon { get; init; } = 1800;

    /// <summary>By what the number of runs is divided, for worlds of many cells.</summary>
    public int Dear { get; init; } = 1;

    /// <summary>Whether green is worse than blue; otherwise a rollback is a false one.</summary>
    public bool IsDefect { get; init; }

    /// <summary>The second at which green becomes worse.</summary>
    public double Onset { get; init; }

    public Harm Harm { get; init; }
}
