using Kong.Upgrade.Approvals;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Steps;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Planning;

/// <summary>What a builder has been told so far, with the defaults of everything that it has not.</summary>
internal sealed class PlanDraft
{
    private static readonly double[] usual = [1, 5, 25, 50, 100];

    public required string FromText { get; init; }

    public required string ToText { get; init; }

    public KongDeployment Deployment { get; set; } = KongDeployment.Traditional;

    /// <summary>What DivertInStages was told; <see langword="null"/> when it was not called.</summary>
    public IReadOnlyList<double>? GivenStages { get; set; }

    public double? Traffic { get; set; }

    public int? FailedRequests { get; set; }

    public double SmallestPercent { get; set; }

    public long MinimumRequests { get; set; }

    public TimeSpan Soak { get; set; } = TimeSpan.FromMinutes(5);

    public TimeSpan Bake { get; set; } = TimeSpan.FromMinutes(30);

    public TimeSpan HoldAtMost { get; set; } = TimeSpan.FromMinutes(2);

    public TimeSpan StageAtMost { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan MaxBlind { get; set; } = TimeSpan.FromSeconds(30);

    public UndecidedPolicy WhenUndecided { get; set; }

    public RollbackPolicy AfterRollback { get; set; }

    public List<Gate> Gates { get; } = [];

    public List<IStagingTest> StagingTests { get; } = [];

    public StagingSuiteBuilder Staging { get; } = new();

    public List<IPreflightRule> PreflightRules { get; } = [];

    public List<ApprovalRequirement> Approvals { get; } = [];

    public List<Acknowledgement> Acknowledgements { get; } = [];

    public List<FindingAcceptance> AcceptedFindings { get; } = [];

    public List<PlacedStep> CustomSteps { get; } = [];

    public IReadOnlyList<Gate> EffectiveGates => Gates.Count > 0 ? Gates : [Gate.Judge()];

    public JudgeGate? Judge => EffectiveGates.OfType<JudgeGate>().FirstOrDefault();

    /// <summary>What was given, else what keeps the budget, else the usual.</summary>
    public IReadOnlyList<TrafficShare> Stages() =>
        GivenStages is { } given ? [.. given.Select(TrafficShare.FromPercent)] : FailedRequests is null ? [.. usual.Select(TrafficShare.FromPercent)] : BudgetStages().Stages;

    /// <summary>Stages that keep the budget, and what is in their way.</summary>
    public (IReadOnlyList<TrafficShare> Stages, string? Problem) BudgetStages()
    {
        BudgetStages found = new(Math()!, FailedRequests!.Value, TrafficShare.FromPercent(SmallestPercent));
        string? problem = found.Find();
        return (found.Stages, problem);
    }

    /// <summary>What stages cost; <see langword="null"/> without a judge or without expected traffic.</summary>
    public StageMath? Math() => Judge is { } judge && Traffic is { } traffic ? new(judge.Options, new(traffic, ForecastTraffic.UsualErrorRate, judge.Options.UnknownDispersion), new(HoldAtMost, StageAtMost, Soak, WhenUndecided)) : null;
}
