using Kong.Upgrade.Approvals;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Steps;

namespace Kong.Upgrade.Planning;

/// <summary>What a builder has been told so far, with the defaults of everything that it has not.</summary>
internal sealed class PlanDraft
{
    public required string FromText { get; init; }

    public required string ToText { get; init; }

    public KongDeployment Deployment { get; set; } = KongDeployment.Traditional;

    public IReadOnlyList<double> Stages { get; set; } = [1, 5, 25, 50, 100];

    public TimeSpan Soak { get; set; } = TimeSpan.FromMinutes(5);

    public TimeSpan Bake { get; set; } = TimeSpan.FromMinutes(30);

    public TimeSpan HoldAtMost { get; set; } = TimeSpan.FromMinutes(2);

    public TimeSpan StageAtMost { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan MaxBlind { get; set; } = TimeSpan.FromSeconds(30);

    public UndecidedPolicy WhenUndecided { get; set; }

    public RollbackPolicy AfterRollback { get; set; }

    public List<Gate> Gates { get; } = [];

    public List<IStagingTest> StagingTests { get; } = [];

    public List<IPreflightRule> PreflightRules { get; } = [];

    public List<ApprovalRequirement> Approvals { get; } = [];

    public List<Acknowledgement> Acknowledgements { get; } = [];

    public List<PlacedStep> CustomSteps { get; } = [];
}
