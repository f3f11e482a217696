using Kong.Upgrade.Migrations;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Preflight;

/// <summary>What is known before anything is changed. Immutable. In a run the migrations and the share are always known; where an <see cref="IPreflight"/> is asked alone, as much as it was given.</summary>
public sealed class PreflightFacts
{
    /// <summary>The plan that is to run.</summary>
    public required UpgradePlan Plan { get; init; }

    /// <summary>How the database's migrations stand; <see langword="null"/> when nobody could say.</summary>
    public required MigrationState? Migrations { get; init; }

    /// <summary>The share that the balancer has; <see langword="null"/> when nobody could say.</summary>
    public required TrafficShare? Share { get; init; }

    /// <summary>Blue's configuration; <see langword="null"/> when it was not given.</summary>
    public KongConfiguration? BlueConfiguration { get; init; }

    /// <summary>Green's configuration; <see langword="null"/> when it was not given.</summary>
    public KongConfiguration? GreenConfiguration { get; init; }

    /// <summary>Where entities are read from; <see langword="null"/> when that was not given. Each reading takes as long as the first.</summary>
    public IEntitySource? Entities { get; init; }
}
