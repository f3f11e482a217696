using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Planning;

/// <summary>What one stage of a diversion takes and risks. Immutable.</summary>
public sealed class StageForecast
{
    internal StageForecast()
    {
    }

    /// <summary>Green's share.</summary>
    public required TrafficShare Share { get; init; }

    /// <summary>Requests a second on green.</summary>
    public required double GreenRequestsPerSecond { get; init; }

    /// <summary>Requests on green until one that is as good as blue is accepted, the plan's minimum included; infinite when it never is, not a number when the plan has no judge to ask.</summary>
    public required double RequestsToAccept { get; init; }

    /// <summary>How long that takes, without the soak; <see cref="TimeSpan.MaxValue"/> when it never is accepted.</summary>
    public required TimeSpan TimeToAccept { get; init; }

    /// <summary>Whether the stage's time will be up before that.</summary>
    public required bool IsUndecided { get; init; }

    /// <summary>What it takes to notice that everything fails, five in a hundred, and one in a hundred: looking once a second, then fifty times a second. Empty when the plan has no judge.</summary>
    public required IReadOnlyList<DecisionForecast> Decisions { get; init; }

    /// <summary>What the worst defect costs here that the stage before could not rule out, looking once a second; at the first stage everything may fail. <see langword="null"/> when it is less than 1 % of green's requests, which the margin of acceptance is for.</summary>
    public required DecisionForecast? Worst { get; init; }
}
