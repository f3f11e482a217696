namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>What lies between a node's counters and those who read them.</summary>
internal sealed record Scraping
{
    /// <summary>The part of scrapes of a node that fail. What they would have told comes with the next.</summary>
    public double Loss { get; init; }

    /// <summary>From when to when no scrape of any node succeeds.</summary>
    public (double From, double To) Blackout { get; init; } = (double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>By how much one node of green counts late at most, in seconds (kong-facts 14 no. 1); drawn anew for each run.</summary>
    public double Lag { get; init; }

    /// <summary>The most by which a scrape is late, in seconds; drawn anew for each scrape of each node.</summary>
    public double Jitter { get; init; }

    /// <summary>After how many seconds, on average, a node is started anew; infinite when never.</summary>
    public double RestartEvery { get; init; } = double.PositiveInfinity;

    /// <summary>A longer gap is not bridged: nobody knows when the requests in it came.</summary>
    public const int LongestGap = 3;

    public bool CountsLate => Lag > 0 || Jitter > 0;
}
