namespace Kong.Upgrade.Migrations;

/// <summary>Says what a run that did not come about has left, and what to do next.</summary>
internal static class MigrationFailure
{
    private const string LockTimeout = "canceling statement due to lock timeout";
    private const string SomebodyElse = "aborted: another node is performing database changes";

    /// <summary>Whether a lock in the database was not to be had within the role's <c>lock_timeout</c> (kong-facts 12.8 no. 7).</summary>
    public static bool IsLockTimeout(EvidenceDraft draft) => draft.Says(LockTimeout);

    public static KongUpgradeException OfUp(MigrationRun run, MigrationState before, MigrationState after, string wrong, Exception? cause)
    {
        string text = Text(run, "up", wrong, before, after, cause);
        bool isUntouched = after.New.SetEquals(before.New) && after.Pending.SetEquals(before.Pending);
        if (isUntouched) return new UpgradeServiceException($"{text} Nothing is recorded as done. {Remedy(run.Draft)}", cause, isTransient: run.Draft.Says(SomebodyElse) || IsLockTimeout(run.Draft));
        return new MigrationIncompleteException(text, after, FailedMigration.Find(run.Draft.LastLines()), blueWorks: true, after.New.Count == 0 ? Unexplained : after.Pending.Count == 0 ? Again : Trapped, cause);
    }

    public static KongUpgradeException OfFinish(MigrationRun run, MigrationState before, MigrationState after, string wrong, Exception? cause)
    {
        string text = Text(run, "finish", wrong, before, after, cause);
        // A teardown is not one transaction, so a failed one may have done a part of its work.
        if (after.Pending.SetEquals(before.Pending) && !run.Draft.Says("migrating ")) return new UpgradeServiceException($"{text} Nothing is recorded as done. {Remedy(run.Draft)}", cause, isTransient: run.Draft.Says(SomebodyElse));
        return new MigrationIncompleteException(text, after, FailedMigration.Find(run.Draft.LastLines()), blueWorks: false, FinishAgain, cause);
    }

    /// <summary>The state in which an earlier run died (kong-facts 12.8 no. 3).</summary>
    public static MigrationIncompleteException OfTrap(KongDatabase database, MigrationState state) => new(
        $"On {database} an earlier 'up' did only a part of its work ({state}; pending: {Expectation.Names(state.Pending)}; new: {Expectation.Names(state.New)}), and Kong refuses another one while anything is pending.",
        state, null, blueWorks: true, Trapped);

    private static readonly string[] Again = ["Remove the cause, then run 'up' again; what was done is not done twice."];

    private static readonly string[] Unexplained = ["Find out why it came out otherwise (another KONG_PLUGINS than at the rehearsal, an older copy, somebody who migrates as well), and do not go on to green before.", "Restore the backup."];

    private static readonly string[] Trapped =
    [
        "Remove the cause, then call RepairAsync with a rehearsal's report: it takes this upgrade's pending names out of schema_meta and runs 'up' again; on real Kong the result was the same as of an uninterrupted run.",
        "Restore the backup.",
        "By hand, giving up blue: 'kong migrations finish', then 'up', then 'finish' again, with green's kong.",
    ];

    private static readonly string[] FinishAgain = ["Remove the cause, then run 'finish' again: teardowns are written to be repeated. Only green may serve until then.", "Restore the backup; everything written since is lost."];

    private static string Text(MigrationRun run, string verb, string wrong, MigrationState before, MigrationState after, Exception? cause)
    {
        string failed = FailedMigration.Find(run.Draft.LastLines()) is { } migration ? $" Migration {migration}." : "";
        string ended = cause is null ? "" : $" The run was ended: {cause.Message}";
        return $"'kong migrations {verb}' of {run.Tools.Kong.Version} did not come about on {run.Tools.Database}: {wrong} ({run.Draft.Essence()}).{failed}{ended} The database stood at {before} and stands at {after}" +
            (after.Pending.Count > 0 && verb == "up" ? $"; pending: {Expectation.Names(after.Pending)}." : ".");
    }

    private static string Remedy(EvidenceDraft draft) =>
        draft.Says(SomebodyElse) ? "Somebody else held Kong's lock: find out who migrates there, then run it again."
        : draft.Blocked.Count > 0 ? "It was ended because it blocked others; run it at a quieter time, or allow more with LongestBlock."
        : IsLockTimeout(draft) ? "Find out who holds the lock for so long (pg_stat_activity, pg_locks), then run it again."
        : "Remove the cause, then run it again.";
}
