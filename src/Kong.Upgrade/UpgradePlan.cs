using Kong.Upgrade.Approvals;
using Kong.Upgrade.Planning;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Steps;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade;

/// <summary>What an upgrade will do, step by step, from blue (Kong's guide: cluster X) to green (cluster Y). Immutable; safe for any thread.</summary>
public sealed class UpgradePlan
{
    internal UpgradePlan(PlanDraft draft)
    {
        (From, To) = (KongVersion.Parse(draft.FromText), KongVersion.Parse(draft.ToText));
        Deployment = draft.Deployment;
        Stages = draft.Stages();
        (ExpectedTraffic, FailedRequestBudget, MinimumRequests) = (draft.Traffic, draft.FailedRequests, draft.MinimumRequests);
        SmallestShare = draft.FailedRequests is null ? null : TrafficShare.FromPercent(draft.SmallestPercent);
        (SoakEachStage, BakeTime, HoldAtMost) = (draft.Soak, draft.Bake, draft.HoldAtMost);
        (StageAtMost, MaxBlind) = (draft.StageAtMost, draft.MaxBlind);
        (WhenUndecided, AfterRollback) = (draft.WhenUndecided, draft.AfterRollback);
        Gates = [.. draft.EffectiveGates];
        StagingTests = [.. draft.StagingTests];
        StagingSuite = new(draft.Staging);
        PreflightRules = [.. draft.PreflightRules];
        Approvals = [.. draft.Approvals];
        Acknowledgements = [.. draft.Acknowledgements];
        AcceptedFindings = [.. draft.AcceptedFindings];
        Steps = StepSequence.Of(draft.CustomSteps);
        Fingerprint = PlanFingerprint.Of(this);
    }

    /// <summary>Blue's version.</summary>
    public KongVersion From { get; }

    /// <summary>Green's version.</summary>
    public KongVersion To { get; }

    /// <summary>How far apart they are.</summary>
    public VersionDistance Distance => From.DistanceTo(To);

    /// <summary>How Kong is deployed.</summary>
    public KongDeployment Deployment { get; }

    /// <summary>Green's share at each stage, rising to all traffic.</summary>
    public IReadOnlyList<TrafficShare> Stages { get; }

    /// <summary>How long each stage is held at least.</summary>
    public TimeSpan SoakEachStage { get; }

    /// <summary>How long green is held at all traffic at least, before <c>finish</c>.</summary>
    public TimeSpan BakeTime { get; }

    /// <summary>How long the run may hold because it cannot tell.</summary>
    public TimeSpan HoldAtMost { get; }

    /// <summary>How long a stage may last while nothing speaks against green but too few requests have come to accept it.</summary>
    public TimeSpan StageAtMost { get; }

    /// <summary>How long no probe may be able to look before the run holds, and then goes one stage back.</summary>
    public TimeSpan MaxBlind { get; }

    /// <summary>Requests a second that both clusters together are expected to get; <see langword="null"/> when nobody said.</summary>
    public double? ExpectedTraffic { get; }

    /// <summary>How many requests of users may fail until traffic is back on blue; <see langword="null"/> when there is no such budget.</summary>
    public int? FailedRequestBudget { get; }

    /// <summary>How many requests green must have answered at a stage before the stage is accepted; 0 when the judge's own need is enough.</summary>
    public long MinimumRequests { get; }

    /// <summary>What follows when it held that long, or when a stage's time is up.</summary>
    public UndecidedPolicy WhenUndecided { get; }

    /// <summary>What follows a rollback.</summary>
    public RollbackPolicy AfterRollback { get; }

    /// <summary>What judges green; all must accept.</summary>
    public IReadOnlyList<Gate> Gates { get; }

    /// <summary>The plan's own staging tests, run one after another before <see cref="StagingSuite"/>.</summary>
    public IReadOnlyList<IStagingTest> StagingTests { get; }

    /// <summary>The plan's staging suite, run side by side; without tests when none was assembled.</summary>
    public StagingSuite StagingSuite { get; }

    /// <summary>The plan's preflight rules.</summary>
    public IReadOnlyList<IPreflightRule> PreflightRules { get; }

    /// <summary>The questions that people are asked.</summary>
    public IReadOnlyList<ApprovalRequirement> Approvals { get; }

    /// <summary>The risks that somebody took.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements { get; }

    /// <summary>Findings of the evaluation that do not keep a run from starting, because somebody accepted them.</summary>
    public IReadOnlyList<FindingAcceptance> AcceptedFindings { get; }

    /// <summary>Every step in the order in which it will run.</summary>
    public IReadOnlyList<UpgradeStep> Steps { get; }

    /// <summary>32 hexadecimal digits: equal for plans that do the same. A journal belongs to one fingerprint.</summary>
    public string Fingerprint { get; }

    internal TrafficShare? SmallestShare { get; }

    /// <summary>Starts a plan.</summary>
    /// <param name="from">Blue's version, such as <c>3.9.0</c>.</param>
    /// <param name="to">Green's version.</param>
    /// <returns>A builder. Wrong versions are reported by its <see cref="UpgradePlanBuilder.Build"/>.</returns>
    public static UpgradePlanBuilder CreateBuilder(string from, string to) => new(from, to);

    /// <summary>Starts a plan.</summary>
    /// <param name="from">Blue's version.</param>
    /// <param name="to">Green's version.</param>
    /// <returns>A builder.</returns>
    public static UpgradePlanBuilder CreateBuilder(KongVersion from, KongVersion to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return new(from.ToString(), to.ToString());
    }

    /// <summary>Says how many requests and how long each decision will take, and what it costs users when green is bad.</summary>
    /// <param name="requestsPerSecond">Requests a second on both clusters together: above 0 and at most 1,000,000,000.</param>
    /// <param name="blueErrorRate">The part of blue's requests that fail, from 0 to 0.5. The default value is 0.001.</param>
    /// <param name="dispersion">By how much failures come in clusters, from 1 to 1000: 1 when blue has several nodes and failures are independent. By default it is unknown, and taken to be what the judge takes where blue has one node (<see cref="Judging.JudgeOptions.UnknownDispersion"/>).</param>
    /// <returns>The forecast.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number outside its range.</exception>
    public RampForecast Forecast(double requestsPerSecond, double blueErrorRate = ForecastTraffic.UsualErrorRate, double? dispersion = null)
    {
        if (!ForecastTraffic.IsTraffic(requestsPerSecond)) throw new ArgumentOutOfRangeException(nameof(requestsPerSecond), requestsPerSecond, "Traffic is more than 0 and at most 1,000,000,000 requests a second. Without traffic nothing can be forecast.");
        if (blueErrorRate is not (>= 0 and <= 0.5)) throw new ArgumentOutOfRangeException(nameof(blueErrorRate), blueErrorRate, "Blue's rate of failures is from 0 to 0.5, such as 0.001.");
        if (dispersion is not (null or (>= 1 and <= 1000))) throw new ArgumentOutOfRangeException(nameof(dispersion), dispersion, "Failures come in clusters of 1 to 1000.");
        return RampForecast.Of(this, requestsPerSecond, blueErrorRate, dispersion);
    }

    /// <summary>Whether a risk was acknowledged.</summary>
    /// <param name="risk">The risk.</param>
    /// <returns>Whether somebody took it.</returns>
    public bool Acknowledges(UpgradeRisk risk) => Acknowledgements.Any(a => a.Risk == risk);

    /// <summary>Every step, what it will do, how it is undone, and where the point of no return is; with expected traffic also its <see cref="Forecast"/>.</summary>
    /// <returns>Text that is the same for equal plans: review it, keep it, compare it.</returns>
    public string Describe() => PlanDescription.Of(this);

    /// <summary>The plan in one line.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"Kong {From} to {To}, plan {Fingerprint}";
}
