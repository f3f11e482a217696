using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IUpgradeJournal"/> promises.</summary>
public static class UpgradeJournalContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="createStorage">Makes an empty storage and returns what opens it: every call is another process's journal on the same storage. A journal that is <see cref="IDisposable"/> is disposed where its process dies.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<Func<IUpgradeJournal>>> createStorage, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(createStorage);
        const string Lease = "There is one runner at a time: while one holds the lease, opening fails with JournalProblem.Held; should another take it over all the same, the first one's WriteAsync must fail with JournalProblem.LeaseLost.";
        return new ContractSuite<JournalProcesses>(nameof(IUpgradeJournal), async token => new(await createStorage(token).ConfigureAwait(false)), patience)
            .Case("Open_EmptyStorage_BeginsARun", "Takes the lease and returns what is known of the plan's run.", BeginsAsync)
            .Case("Open_AfterADeath_ReturnsEverythingInOrder", "An entry is durable when WriteAsync returns, and entries keep their order.", ReturnsEverythingAsync)
            .Case("Open_AgainAndAgain_FenceRises", "The number of this opening, higher than that of every earlier one.", FenceAsync)
            .Case("Open_WhileAnotherHoldsIt_OnlyOneCanWrite", Lease, OneWriterAsync)
            .Case("Write_NotOpened_LeaseLost", Lease, NotOpenedAsync)
            .Case("Write_AfterClose_LeaseLost", Lease, ClosedAsync)
            .Case("Close_Twice_DoesNothing", "Gives the lease back. Does nothing when it is not held.", CloseTwiceAsync)
            .Case("Open_OtherPlanUnfinished_IsRefused", "An unfinished run of another plan must not be opened.", OtherPlanAsync)
            .Case("Open_AfterStopped_GoesOn", "The run stopped; the detail is why. It can go on.", StoppedAsync)
            .Case("Open_AfterRolledBack_BeginsAnew", "Begins a new run when the last one has ended.", RolledBackAsync)
            .Case("Open_AfterCompleted_ReturnsItAsItIs", "A run that ended Completed is returned as it is, not begun anew.", CompletedAsync)
            .Case("Open_AfterCompletedWithAnotherPlan_BeginsAnew", "Begins a new run when the last one has ended.", CompletedOtherAsync)
            .Case("Open_CancelledToken_LeaseIsNotHeld", "The caller no longer waits; the lease is then not held.", CancelledAsync)
            .Cases;
    }

    private static async Task BeginsAsync(JournalProcesses processes, ContractCheck check)
    {
        RunRecord record = await processes.OpenAsync(check).ConfigureAwait(false);
        check.Said("the run's id", record.RunId);
        check.Equal("the number of entries of a new run", 0, record.Entries.Count);
        check.Equal("the outcome of a new run", UpgradeOutcome.Unknown, record.Outcome);
    }

    private static async Task ReturnsEverythingAsync(JournalProcesses processes, ContractCheck check)
    {
        RunRecord first = await processes.OpenAsync(check).ConfigureAwait(false);
        JournalEntry[] written = [.. Enum.GetValues<JournalMark>().Where(m => m is not (JournalMark.Unknown or JournalMark.Opened or JournalMark.Closed)).Select(JournalProcesses.Entry)];
        foreach (JournalEntry entry in written) await processes.WriteAsync(check, entry).ConfigureAwait(false);
        processes.Die();
        RunRecord second = await processes.OpenAsync(check).ConfigureAwait(false);
        check.Equal("the run's id in the next process", first.RunId, second.RunId);
        check.Equal("the entries in the next process", JournalProcesses.Text(written), JournalProcesses.Text(second.Entries.Where(e => e.Mark is not JournalMark.Opened)));
    }

    private static async Task FenceAsync(JournalProcesses processes, ContractCheck check)
    {
        long last = 0;
        for (int time = 1; time <= 4; time++)
        {
            RunRecord record = await processes.OpenAsync(check).ConfigureAwait(false);
            check.That(record.Fence > last, $"a fence above {last}", $"{record.Fence}");
            last = record.Fence;
            if (time % 2 == 0) await processes.CloseAsync(check).ConfigureAwait(false);
            processes.Die();
        }
    }

    private static async Task OneWriterAsync(JournalProcesses processes, ContractCheck check)
    {
        await processes.OpenAsync(check).ConfigureAwait(false);
        using JournalProcesses other = processes.Other();
        if (await other.IsHeldAsync(check).ConfigureAwait(false)) await processes.WriteAsync(check, JournalProcesses.Entry(JournalMark.Noted)).ConfigureAwait(false);
        else await processes.LeaseLostAsync(check).ConfigureAwait(false);
    }

    private static Task NotOpenedAsync(JournalProcesses processes, ContractCheck check) => processes.LeaseLostAsync(check);

    private static async Task ClosedAsync(JournalProcesses processes, ContractCheck check)
    {
        await processes.OpenAsync(check).ConfigureAwait(false);
        await processes.CloseAsync(check).ConfigureAwait(false);
        await processes.LeaseLostAsync(check).ConfigureAwait(false);
    }

    private static async Task CloseTwiceAsync(JournalProcesses processes, ContractCheck check)
    {
        await processes.CloseAsync(check).ConfigureAwait(false);
        await processes.OpenAsync(check).ConfigureAwait(false);
        await processes.CloseAsync(check).ConfigureAwait(false);
        await processes.CloseAsync(check).ConfigureAwait(false);
        using JournalProcesses other = processes.Other();
        await other.OpenAsync(check).ConfigureAwait(false);
    }

    private static async Task OtherPlanAsync(JournalProcesses processes, ContractCheck check)
    {
        RunRecord begun = await processes.EndAsync(check, JournalProcesses.Entry(JournalMark.Begun)).ConfigureAwait(false);
        JournalException refused = await check.ThrowsAsync<JournalException>("OpenAsync with another plan", token => processes.Journal.OpenAsync(JournalProcesses.Opening("other"), token)).ConfigureAwait(false);
        check.Equal("the problem", JournalProblem.OtherPlan, refused.Problem);
        processes.Die();
        RunRecord goesOn = await processes.OpenAsync(check).ConfigureAwait(false);
        check.Equal("the run after another plan was refused", begun.RunId, goesOn.RunId);
    }

    private static async Task StoppedAsync(JournalProcesses processes, ContractCheck check)
    {
        RunRecord stopped = await processes.EndAsync(check, JournalProcesses.Entry(JournalMark.Stopped)).ConfigureAwait(false);
        RunRecord next = await processes.OpenAsync(check).ConfigureAwait(false);
        check.Equal("the run after it stopped", stopped.RunId, next.RunId);
        check.That(next.IsResumed, "a resumed run", "a new one");
    }

    private static async Task RolledBackAsync(JournalProcesses processes, ContractCheck check)
    {
        RunRecord ended = await processes.EndAsync(check, JournalProcesses.Closed(UpgradeOutcome.RolledBack)).ConfigureAwait(false);
        await BegunAnewAsync(processes, check, ended, "plan").ConfigureAwait(false);
    }

    private static async Task CompletedAsync(JournalProcesses processes, ContractCheck check)
    {
        RunRecord ended = await processes.EndAsync(check, JournalProcesses.Closed(UpgradeOutcome.Completed)).ConfigureAwait(false);
        RunRecord next = await processes.OpenAsync(check).ConfigureAwait(false);
        check.Equal("the run after it completed", (ended.RunId, UpgradeOutcome.Completed), (next.RunId, next.Outcome));
    }

    private static async Task CompletedOtherAsync(JournalProcesses processes, ContractCheck check)
    {
        RunRecord ended = await processes.EndAsync(check, JournalProcesses.Closed(UpgradeOutcome.Completed)).ConfigureAwait(false);
        await BegunAnewAsync(processes, check, ended, "other").ConfigureAwait(false);
    }

    private static async Task BegunAnewAsync(JournalProcesses processes, ContractCheck check, RunRecord ended, string plan)
    {
        RunRecord next = await processes.OpenAsync(check, plan).ConfigureAwait(false);
        check.That(next.RunId != ended.RunId, $"another run than {ended.RunId}", next.RunId);
        check.Equal("the number of entries of a new run", 0, next.Entries.Count);
        check.That(next.Fence > ended.Fence, $"a fence above {ended.Fence}", $"{next.Fence}");
    }

    private static async Task CancelledAsync(JournalProcesses processes, ContractCheck check)
    {
        bool opened = await check.CancelledAsync("OpenAsync", token => processes.Journal.OpenAsync(JournalProcesses.Opening("plan"), token)).ConfigureAwait(false);
        if (opened) await processes.CloseAsync(check).ConfigureAwait(false);
        using JournalProcesses other = processes.Other();
        await other.OpenAsync(check).ConfigureAwait(false);
    }
}
