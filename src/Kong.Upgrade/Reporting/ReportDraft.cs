using System.Globalization;
using Kong.Upgrade.Execution;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Steps;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Reporting;

/// <summary>A report while its run is still going.</summary>
internal sealed class ReportDraft(UpgradePlan plan, RunRecord record, DateTimeOffset startedAt)
{
    private readonly List<StepReport> steps = [];
    private readonly List<TrafficShare> shares = [];
    private readonly List<string> findings = [];
    private readonly List<JudgeExplanation> evidence = [];
    private RetreatResult? retreat;
    private PreflightReport? preflight;
    private StagingReport? staging;
    private TimeSpan? lastGreenRequest;

    public void Step(string name, StepEnding ending, TimeSpan duration) => steps.Add(new(name, ending, duration));

    public void Share(TrafficShare share) => shares.Add(share);

    public void Finding(string finding) => findings.Add(finding);

    public void Evaluated(PreflightReport report) => preflight = report;

    public void Staged(StagingReport report) => staging = report;

    public void Judged(JudgeExplanation why) => evidence.Add(why);

    public void Retreated(RetreatResult result) => retreat = result;

    public void LastGreenRequest(TimeSpan? after) => lastGreenRequest = after;

    public UpgradeReport End(UpgradeOutcome outcome, Exception? error, FreezeStanding freeze, bool isCommitted, Func<string, string?> recall, DateTimeOffset endedAt) => new()
    {
        Outcome = outcome,
        RunId = record.RunId,
        Plan = plan,
        Error = error,
        Freeze = freeze,
        IsPastPointOfNoReturn = isCommitted,
        StartedAt = startedAt,
        EndedAt = endedAt,
        Steps = steps,
        GreenShares = shares,
        Findings = findings,
        Preflight = preflight,
        Staging = staging,
        Evidence = evidence,
        RetreatDuration = retreat?.Duration,
        RetreatNote = retreat?.Trouble,
        LastGreenRequest = lastGreenRequest,
        WasResumed = record.IsResumed,
        BackupLocation = recall(Facts.BackupLocation),
        BackupRestoreTime = recall(Facts.BackupRestoreTime) is { } took ? TimeSpan.ParseExact(took, "c", CultureInfo.InvariantCulture) : null,
    };
}
