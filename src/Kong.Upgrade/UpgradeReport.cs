using Kong.Upgrade.Freeze;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Reporting;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade;

/// <summary>How a run ended, for people and programs. Immutable.</summary>
public sealed class UpgradeReport
{
    internal UpgradeReport()
    {
    }

    /// <summary>How it ended.</summary>
    public required UpgradeOutcome Outcome { get; init; }

    /// <summary>The run's id, the same in every process that worked on it.</summary>
    public required string RunId { get; init; }

    /// <summary>The plan.</summary>
    public required UpgradePlan Plan { get; init; }

    /// <summary>Why it did not complete; <see langword="null"/> when it did.</summary>
    public required Exception? Error { get; init; }

    /// <summary>Whether configuration writes are frozen, looked at when the run ended.</summary>
    public required FreezeStanding Freeze { get; init; }

    /// <summary>Whether blue can no longer be trusted on this database.</summary>
    public required bool IsPastPointOfNoReturn { get; init; }

    /// <summary>Whether an earlier process had begun the run.</summary>
    public required bool WasResumed { get; init; }

    /// <summary>When this process began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When this process ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The steps this process met, in order.</summary>
    public required IReadOnlyList<StepReport> Steps { get; init; }

    /// <summary>Green's shares that this process saw in force, in order.</summary>
    public required IReadOnlyList<TrafficShare> GreenShares { get; init; }

    /// <summary>What was found before anything was changed, with remedies.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>The evaluation as a whole, what is left to a person and every subject included; <see langword="null"/> when no <see cref="IPreflight"/> was registered, or another process of the run evaluated.</summary>
    public PreflightReport? Preflight { get; init; }

    /// <summary>How the staging tests ended; <see langword="null"/> when there were none, or this process did not come so far.</summary>
    public StagingReport? Staging { get; init; }

    /// <summary>Why the judge said what it said, stage by stage, as far as this process saw; empty when the plan has no judge.</summary>
    public IReadOnlyList<JudgeExplanation> Evidence { get; init; } = [];

    /// <summary>From the decision to go back until all traffic was seen on blue; <see langword="null"/> when the run did not go back.</summary>
    public required TimeSpan? RetreatDuration { get; init; }

    /// <summary>What somebody must still do by hand about the retreat, such as a balancer of which only a fallback made up for; <see langword="null"/> when nothing.</summary>
    public string? RetreatNote { get; init; }

    /// <summary>From the decision to go back to the end of the last look in which green had answered anything, exact to one <see cref="KongUpgradeOptions.WatchInterval"/>; <see langword="null"/> when the run did not go back or that was not seen.</summary>
    public TimeSpan? LastGreenRequest { get; init; }

    /// <summary>Where the run's backup lies; <see langword="null"/> when none was taken.</summary>
    public string? BackupLocation { get; init; }

    /// <summary>How long its trial restore took, and so about how long the way back after <c>finish</c> is; <see langword="null"/> when it was not tried.</summary>
    public TimeSpan? BackupRestoreTime { get; init; }

    /// <summary>The risks that somebody took for this run.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements => Plan.Acknowledgements;

    /// <summary>What is true now and what to do about it, in one line.</summary>
    public string Headline => Reporting.Headline.Of(this);

    /// <summary>The whole report as text; its first line is the <see cref="Headline"/>.</summary>
    /// <returns>Text for people.</returns>
    public string Describe() => ReportText.Of(this);

    /// <summary>Throws unless the run completed.</summary>
    /// <exception cref="UpgradeNotCompletedException">The run ended in another way.</exception>
    public void ThrowIfNotCompleted()
    {
        if (Outcome is not UpgradeOutcome.Completed) throw new UpgradeNotCompletedException(this);
    }

    /// <inheritdoc/>
    public override string ToString() => Headline;
}
