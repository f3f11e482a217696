using Kong.Upgrade.Approvals;
using Kong.Upgrade.Planning;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Steps;

namespace Kong.Upgrade;

/// <summary>Assembles an <see cref="UpgradePlan"/>. Start with <see cref="UpgradePlan.CreateBuilder(string, string)"/>.</summary>
/// <remarks>
/// What is not called keeps its default, which is the same as
/// <code>
/// .DeployedAs(KongDeployment.Traditional)
/// .DivertInStages(1, 5, 25, 50, 100).SoakEachStage(TimeSpan.FromMinutes(5)).Bake(TimeSpan.FromMinutes(30))
/// .Gate(Gate.Judge())
/// .StageAtMost(TimeSpan.FromHours(1)).MaxBlind(TimeSpan.FromSeconds(30))
/// .HoldAtMost(TimeSpan.FromMinutes(2), UndecidedPolicy.GoBack)
/// .AfterRollback(RollbackPolicy.KeepFrozen)
/// </code>
/// Nothing is checked before <see cref="Build"/>, which reports everything at once. Mutable, for one thread, and locked by a <see cref="Build"/> that succeeded.
/// </remarks>
public sealed class UpgradePlanBuilder
{
    private readonly PlanDraft draft;
    private bool built;

    internal UpgradePlanBuilder(string from, string to) => draft = new() { FromText = from, ToText = to };

    /// <summary>Says how Kong is deployed.</summary>
    /// <param name="deployment">Traditional, or the control planes of a hybrid deployment; anything else is refused by <see cref="Build"/>.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder DeployedAs(KongDeployment deployment) => Set(d => d.Deployment = deployment);

    /// <summary>Sets the stages of the diversion; a later call replaces an earlier one.</summary>
    /// <param name="percentOnGreen">Green's share in percent at each stage: above 0, rising, ending with 100.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder DivertInStages(params double[] percentOnGreen)
    {
        ArgumentNullException.ThrowIfNull(percentOnGreen);
        double[] copy = [.. percentOnGreen];
        return Set(d => d.GivenStages = copy);
    }

    /// <summary>Says how much traffic both clusters together will get, so that the plan can say beforehand what each decision takes and costs.</summary>
    /// <param name="requestsPerSecond">Above 0 and at most 1,000,000,000.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder ExpectTraffic(double requestsPerSecond) => Set(d => d.Traffic = requestsPerSecond);

    /// <summary>Sets how many requests of users may fail until traffic is back on blue. Needs <see cref="ExpectTraffic"/> and a judge. When <see cref="DivertInStages"/> is not called it sets the stages, else it checks them.</summary>
    /// <remarks>
    /// What may fail at a stage is what the stage before could not rule out: everything at the first. Defects that fail less than 1 % of green's requests, or that even the share before could not tell by half of the budget,
    /// do not count: nobody can tell them by so few failed requests, and they are for the margin of acceptance (<see cref="Judging.JudgeOptions.Margin"/>). A fault that begins at a later stage only, as under load, may cost more;
    /// the forecast says how much. Blue is taken to fail one request in a thousand, and to be looked at once a second.
    /// </remarks>
    /// <param name="budget">At least 1. It is an expectation and no promise for a single run.</param>
    /// <param name="smallestPercent">The smallest share that the balancer can give, and the step between shares, in percent: at least 0.0001 and at most 50. The default value is 0.1.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder AtMostFailedRequests(int budget, double smallestPercent = 0.1) => Set(d => (d.FailedRequests, d.SmallestPercent) = (budget, smallestPercent));

    /// <summary>Sets how many requests green must have answered at each stage before it is accepted.</summary>
    /// <param name="perStage">0 to 1,000,000,000,000. The default value is 0: what the judge needs.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder MinimumRequests(long perStage) => Set(d => d.MinimumRequests = perStage);

    /// <summary>Sets how long each stage is held at least, under watch.</summary>
    /// <param name="time">More than zero.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder SoakEachStage(TimeSpan time) => Set(d => d.Soak = time);

    /// <summary>Sets how long green is held at all traffic at least, under watch, before <c>finish</c>.</summary>
    /// <param name="time">More than zero.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder Bake(TimeSpan time) => Set(d => d.Bake = time);

    /// <summary>Adds a gate; the first call takes the place of the default one. All gates must accept.</summary>
    /// <param name="gate">The gate.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder Gate(Gate gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return Set(d => d.Gates.Add(gate));
    }

    /// <summary>Sets how long the run may hold because it cannot tell, and what it then does.</summary>
    /// <param name="time">More than zero.</param>
    /// <param name="then">What follows.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder HoldAtMost(TimeSpan time, UndecidedPolicy then = UndecidedPolicy.GoBack) => Set(d => (d.HoldAtMost, d.WhenUndecided) = (time, then));

    /// <summary>Sets how long a stage may last while nothing speaks against green but too few requests have come to accept it. Then the policy of <see cref="HoldAtMost"/> decides.</summary>
    /// <param name="time">More than zero; the soak counts.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder StageAtMost(TimeSpan time) => Set(d => d.StageAtMost = time);

    /// <summary>Sets how long no probe may be able to look while green has traffic. Then the run holds for as long as <see cref="HoldAtMost"/> says, and then goes one stage back.</summary>
    /// <param name="time">More than zero.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder MaxBlind(TimeSpan time) => Set(d => d.MaxBlind = time);

    /// <summary>Adds staging tests of one's own, run one after another.</summary>
    /// <param name="tests">The tests; names must be unique.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder Stage(params IStagingTest[] tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        foreach (IStagingTest test in tests) ArgumentNullException.ThrowIfNull(test, nameof(tests));
        return Set(d => d.StagingTests.AddRange(tests));
    }

    /// <summary>Adds staging tests: requests with what is expected of their answers, tests made of the configuration or of recorded traffic, and a look at the nodes. Called again it adds to what there is.</summary>
    /// <param name="assemble">Adds them.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder Stage(Action<StagingSuiteBuilder> assemble)
    {
        ArgumentNullException.ThrowIfNull(assemble);
        return Set(d => assemble(d.Staging));
    }

    /// <summary>Adds a preflight rule.</summary>
    /// <param name="rule">The rule; ids must be unique.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder Preflight(IPreflightRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Set(d => d.PreflightRules.Add(rule));
    }

    /// <summary>Asks the host's <see cref="IApprovalGate"/> before a step.</summary>
    /// <param name="guideStep">A step up to <see cref="GuideStep.Finish"/>.</param>
    /// <param name="within">How long to wait for the answer: more than zero and finite.</param>
    /// <param name="gate">Whom to ask instead of the host's registered gate.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder ApproveBefore(GuideStep guideStep, TimeSpan within, IApprovalGate? gate = null) =>
        Set(d => d.Approvals.Add(new(guideStep, within, gate)));

    /// <summary>Asks before <c>kong migrations finish</c>, the point of no return.</summary>
    /// <param name="ask">Asks and waits; the token fires when nobody waits any more.</param>
    /// <param name="within">How long to wait for the answer: more than zero and finite.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder ApproveBeforeFinish(Func<ApprovalQuestion, CancellationToken, Task<ApprovalAnswer>> ask, TimeSpan within)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return ApproveBefore(GuideStep.Finish, within, new DelegateApprovalGate(ask));
    }

    /// <summary>Asks the host's registered <see cref="IApprovalGate"/> before <c>kong migrations finish</c>, the point of no return.</summary>
    /// <param name="within">How long to wait for the answer: more than zero and finite.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder ApproveBeforeFinish(TimeSpan within) => ApproveBefore(GuideStep.Finish, within);

    /// <summary>Places a step of one's own before one of the guide's.</summary>
    /// <param name="guideStep">The guide's step.</param>
    /// <param name="custom">The step; its name must be unique.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder InsertBefore(GuideStep guideStep, UpgradeStep custom) => Insert(new(custom, guideStep, IsBefore: true));

    /// <summary>Places a step of one's own after one of the guide's.</summary>
    /// <param name="guideStep">The guide's step.</param>
    /// <param name="custom">The step; its name must be unique.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder InsertAfter(GuideStep guideStep, UpgradeStep custom) => Insert(new(custom, guideStep, IsBefore: false));

    /// <summary>Sets what follows a rollback.</summary>
    /// <param name="policy">Whether the freeze stands.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder AfterRollback(RollbackPolicy policy) => Set(d => d.AfterRollback = policy);

    /// <summary>Takes the responsibility for a risk; the report names it.</summary>
    /// <param name="risk">The risk.</param>
    /// <param name="reason">Why it is taken; must not be blank.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder AcknowledgeRisk(UpgradeRisk risk, string reason) => Set(d => d.Acknowledgements.Add(new(risk, reason ?? string.Empty)));

    /// <summary>Accepts a finding of the evaluation: it no longer keeps a run from starting. The report keeps it with the reason.</summary>
    /// <param name="id">The finding's id, such as <c>350-06</c> or <c>source-unread</c>.</param>
    /// <param name="reason">Why, and who says so; not blank.</param>
    /// <returns>This builder.</returns>
    public UpgradePlanBuilder AcceptFinding(string id, string reason) => Set(d => d.AcceptedFindings.Add(new(id ?? string.Empty, reason ?? string.Empty)));

    /// <summary>Checks everything and makes the plan.</summary>
    /// <returns>The plan, which never looks at this builder again.</returns>
    /// <exception cref="InvalidUpgradePlanException">Something is wrong; the exception lists all of it. The builder can be mended and built again.</exception>
    public UpgradePlan Build()
    {
        IReadOnlyList<string> problems = PlanValidator.Problems(draft);
        if (problems.Count > 0) throw new InvalidUpgradePlanException(problems);
        built = true;
        return new(draft);
    }

    private UpgradePlanBuilder Insert(PlacedStep placed)
    {
        ArgumentNullException.ThrowIfNull(placed.Step, "custom");
        return Set(d => d.CustomSteps.Add(placed));
    }

    private UpgradePlanBuilder Set(Action<PlanDraft> change)
    {
        if (built) throw new InvalidOperationException("This builder has built its plan and is locked. Create another with UpgradePlan.CreateBuilder.");
        change(draft);
        return this;
    }
}
