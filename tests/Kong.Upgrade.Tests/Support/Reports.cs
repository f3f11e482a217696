using Kong.Upgrade.Freeze;
using Kong.Upgrade.Reporting;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Tests.Support;

/// <summary>Reports as a run could have ended.</summary>
internal static class Reports
{
    public static UpgradeReport Of(UpgradeOutcome outcome, Exception? error = null, FreezeStanding freeze = FreezeStanding.Frozen, bool committed = false, params double[] shares) => new()
    {
        Outcome = outcome,
        RunId = "20260301-120000-abc123",
        Plan = SamplePlans.PatchPlan,
        Error = error,
        Freeze = freeze,
        IsPastPointOfNoReturn = committed,
        WasResumed = committed,
        StartedAt = ManualTime.Start,
        EndedAt = ManualTime.Start.AddHours(1),
        Steps = [new("evaluate", StepEnding.WasDone, default), new("freeze", StepEnding.Done, TimeSpan.FromMilliseconds(1500)), new("back-up", StepEnding.Failed, default), new("finish", StepEnding.Waiting, default)],
        GreenShares = [.. shares.Select(TrafficShare.FromPercent)],
        Findings = ["migrations: Warning: one is missing."],
        RetreatDuration = shares is [.., 0] ? TimeSpan.FromMilliseconds(412.4) : null,
        LastGreenRequest = shares is [.., 0] ? TimeSpan.FromSeconds(1) : null,
    };

    /// <summary>A staging report with these troubles and nothing else.</summary>
    public static StagingReport Staged(params string[] troubles) => new()
    {
        Verdict = StagingVerdict.CouldNotTell,
        Tests = [],
        Causes = [],
        Troubles = troubles,
        Untested = [],
        Explained = [],
        Duration = TimeSpan.Zero,
    };
}
