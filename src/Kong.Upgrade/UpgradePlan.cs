using Kong.Upgrade.Approvals;
using Kong.Upgrade.Planning;
using Kong.Upgrade.Probing;
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
        Stages = [.. draft.Stages.Select(TrafficShare.FromPercent)];
        (SoakEachStage, BakeTime, HoldAtMost) = (draft.Soak, draft.Bake, draft.HoldAtMost);
        (StageAtMost, MaxBlind) = (draft.StageAtMost, draft.MaxBlind);
        (WhenUndecided, AfterRollback) = (draft.WhenUndecided, draft.AfterRollback);
        Gates = draft.Gates.Count > 0 ? [.. draft.Gates] : [Gate.Judge()];
        StagingTests = [.. draft.StagingTests];
        PreflightRules = [.. draft.PreflightRules];
        Approvals = [.. draft.Approvals];
        Acknowledgements = [.. draft.Acknowledgements];
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

    /// <summary>What follows when it held that long, or when a stage's time is up.</summary>
    public UndecidedPolicy WhenUndecided { get; }

    /// <summary>What follows a rollback.</summary>
    public RollbackPolicy AfterRollback { get; }

    /// <summary>What judges green; all must accept.</summary>
    public IReadOnlyList<Gate> Gates { get; }

    /// <summary>The plan's staging tests.</summary>
    public IReadOnlyList<IStagingTest> StagingTests { get; }

    /// <summary>The plan's preflight rules.</summary>
    public IReadOnlyList<IPreflightRule> PreflightRules { get; }

    /// <summary>The questions that people are asked.</summary>
    public IReadOnlyList<ApprovalRequirement> Approvals { get; }

    /// <summary>The risks that somebody took.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements { get; }

    /// <summary>Every step in the order in which it will run.</summary>
    public IReadOnlyList<UpgradeStep> Steps { get; }

    /// <summary>32 hexadecimal digits: equal for plans that do the same. A journal belongs to one fingerprint.</summary>
    public string Fingerprint { get; }

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

    /// <summary>Whether a risk was acknowledged.</summary>
    /// <param name="risk">The risk.</param>
    /// <returns>Whether somebody took it.</returns>
    public bool Acknowledges(UpgradeRisk risk) => Acknowledgements.Any(a => a.Risk == risk);

    /// <summary>Every step, what it will do, how it is undone, and where the point of no return is.</summary>
    /// <returns>Text that is the same for equal plans: review it, keep it, compare it.</returns>
    public string Describe() => PlanDescription.Of(this);

    /// <summary>The plan in one line.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"Kong {From} to {To}, plan {Fingerprint}";
}
