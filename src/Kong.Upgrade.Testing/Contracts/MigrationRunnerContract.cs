using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IMigrationRunner"/> promises.</summary>
public static class MigrationRunnerContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="create">Makes a runner of the new version on a bootstrapped database of the old one; each case asks for another and migrates it. Disposed after the case if it can be.</param>
    /// <param name="createUnreachable">Makes a runner whose database cannot be read; without it that case is left out.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<IMigrationRunner>> create, Func<CancellationToken, Task<IMigrationRunner>>? createUnreachable = null, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ContractSuite<IMigrationRunner>(nameof(IMigrationRunner), create, patience)
            .Case("GetState_Twice_ChangesNothing", "Reads how the database stands, as the new version sees it.", LookAsync)
            .Case("Up_LeavesNothingNew", "Runs 'kong migrations up': afterwards blue and green can both use the database.", UpAsync)
            .Case("Up_Twice_SameAsOnce", "Every member may be called again after a crash and then has the same effect as once.", UpTwiceAsync)
            .Case("Finish_AfterUp_LeavesNothingPending", "Runs 'kong migrations finish'.", async (runner, check) => await FinishAsync(runner, check).ConfigureAwait(false))
            .Case("Finish_Twice_SameAsOnce", "Every member may be called again after a crash and then has the same effect as once.", FinishTwiceAsync)
            .Case("Up_AfterFinish_ChangesNothing", "Every member may be called again after a crash and then has the same effect as once.", UpAfterFinishAsync)
            .Case("GetState_CancelledToken_Ends", "The token means that the caller no longer waits: … then throw OperationCanceledException.", (runner, check) => check.CancelledAsync("GetStateAsync", runner.GetStateAsync))
            .Case("Up_CancelledToken_CanBeRunAgain", "The token means that the caller no longer waits: end the command and its database sessions, then throw OperationCanceledException.", CancelledAsync)
            .CaseOn(createUnreachable, "GetState_Unreadable_Throws", "A state that cannot be read is a thrown UpgradeServiceException, never an empty state.", (runner, check) => check.ThrowsAsync<UpgradeServiceException>("GetStateAsync", runner.GetStateAsync))
            .Cases;
    }

    private static async Task LookAsync(IMigrationRunner runner, ContractCheck check)
    {
        MigrationState first = await StateAsync(runner, check).ConfigureAwait(false);
        check.That(!first.NeedsBootstrap, "a database that was bootstrapped", $"{first}");
        Same(check, first, await StateAsync(runner, check).ConfigureAwait(false), "GetStateAsync");
    }

    private static async Task<MigrationState> UpAsync(IMigrationRunner runner, ContractCheck check)
    {
        MigrationState before = await StateAsync(runner, check).ConfigureAwait(false);
        MigrationState after = await check.CallAsync("UpAsync", runner.UpAsync).ConfigureAwait(false);
        check.That(after.IsUp, "nothing new after 'up'", $"{after}");
        check.That(after.Executed.IsSupersetOf(before.Executed), "everything executed before to stay executed", $"{before}, then {after}");
        check.That(before.New.All(m => after.Pending.Contains(m) || after.Executed.Contains(m)), "everything that was new to be pending or executed", $"{before}, then {after}");
        Same(check, after, await StateAsync(runner, check).ConfigureAwait(false), "UpAsync");
        return after;
    }

    private static async Task UpTwiceAsync(IMigrationRunner runner, ContractCheck check) =>
        Same(check, await UpAsync(runner, check).ConfigureAwait(false), await UpAsync(runner, check).ConfigureAwait(false), "the first UpAsync");

    private static async Task<MigrationState> FinishAsync(IMigrationRunner runner, ContractCheck check)
    {
        MigrationState up = await UpAsync(runner, check).ConfigureAwait(false);
        FinishPermit permit = FinishPermit.ForOperator("a contract test", TimeProvider.System);
        MigrationState after = await check.CallAsync("FinishAsync", token => runner.FinishAsync(permit, token)).ConfigureAwait(false);
        check.That(after.IsFinished, "nothing new and nothing pending after 'finish'", $"{after}");
        check.That(after.Executed.IsSupersetOf(up.Pending), "everything that was pending to be executed", $"{up}, then {after}");
        Same(check, after, await StateAsync(runner, check).ConfigureAwait(false), "FinishAsync");
        return after;
    }

    private static async Task FinishTwiceAsync(IMigrationRunner runner, ContractCheck check) =>
        Same(check, await FinishAsync(runner, check).ConfigureAwait(false), await FinishAsync(runner, check).ConfigureAwait(false), "the first FinishAsync");

    private static async Task UpAfterFinishAsync(IMigrationRunner runner, ContractCheck check) =>
        Same(check, await FinishAsync(runner, check).ConfigureAwait(false), await UpAsync(runner, check).ConfigureAwait(false), "FinishAsync");

    private static async Task CancelledAsync(IMigrationRunner runner, ContractCheck check)
    {
        await check.CancelledAsync("UpAsync", runner.UpAsync).ConfigureAwait(false);
        await UpAsync(runner, check).ConfigureAwait(false);
    }

    private static Task<MigrationState> StateAsync(IMigrationRunner runner, ContractCheck check) => check.CallAsync("GetStateAsync", runner.GetStateAsync);

    private static void Same(ContractCheck check, MigrationState expected, MigrationState seen, string what) =>
        check.That(
            expected.NeedsBootstrap == seen.NeedsBootstrap && expected.Executed.SetEquals(seen.Executed) && expected.Pending.SetEquals(seen.Pending) && expected.New.SetEquals(seen.New) && expected.Missing.SetEquals(seen.Missing),
            $"the same state as from {what} ({expected})", $"{seen}");
}
