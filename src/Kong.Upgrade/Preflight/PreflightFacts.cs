using Kong.Upgrade.Migrations;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Preflight;

/// <summary>What is known before anything is changed. Immutable.</summary>
public sealed class PreflightFacts
{
    /// <summary>The plan that is to run.</summary>
    public required UpgradePlan Plan { get; init; }

    /// <summary>How the database's migrations stand.</summary>
    public required MigrationState Migrations { get; init; }

    /// <summary>The share that the balancer has.</summary>
    public required TrafficShare Share { get; init; }
}
