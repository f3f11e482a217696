using Kong.Upgrade.Journal;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>Processes that come one after the other to one journal's storage.</summary>
internal sealed class JournalProcesses(Func<IUpgradeJournal> open) : IDisposable
{
    private static readonly DateTimeOffset At = new(2000, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private IUpgradeJournal? journal;

    /// <summary>The journal of the process that lives.</summary>
    public IUpgradeJournal Journal => journal ??= open();

    /// <summary>A process beside this one.</summary>
    public JournalProcesses Other() => new(open);

    public void Die()
    {
        (journal as IDisposable)?.Dispose();
        journal = null;
    }

    public void Dispose() => Die();

    public Task<RunRecord> OpenAsync(ContractCheck check, string plan = "plan") => check.CallAsync("OpenAsync", token => Journal.OpenAsync(Opening(plan), token));

    public Task WriteAsync(ContractCheck check, JournalEntry entry) => check.CallAsync($"WriteAsync({entry.Mark})", token => Journal.WriteAsync(entry, token));

    public Task CloseAsync(ContractCheck check) => check.CallAsync("CloseAsync", Journal.CloseAsync);

    public async Task LeaseLostAsync(ContractCheck check)
    {
        JournalException lost = await check.ThrowsAsync<JournalException>("WriteAsync without the lease", token => Journal.WriteAsync(Entry(JournalMark.Noted), token)).ConfigureAwait(false);
        check.Equal("the problem", JournalProblem.LeaseLost, lost.Problem);
    }

    /// <summary>Whether opening is refused because another holds it; otherwise this one has taken over.</summary>
    public async Task<bool> IsHeldAsync(ContractCheck check)
    {
        try
        {
            await Journal.OpenAsync(Opening("plan"), check.Stop).ConfigureAwait(false);
            return false;
        }
        catch (JournalException held)
        {
            check.Equal("the problem of opening what another holds", JournalProblem.Held, held.Problem);
            return true;
        }
    }

    /// <summary>A process opens, writes one last entry, gives the journal back and ends.</summary>
    public async Task<RunRecord> EndAsync(ContractCheck check, JournalEntry last)
    {
        RunRecord record = await OpenAsync(check).ConfigureAwait(false);
        await WriteAsync(check, last).ConfigureAwait(false);
        await CloseAsync(check).ConfigureAwait(false);
        Die();
        return record;
    }

    public static JournalOpening Opening(string plan) => new() { PlanFingerprint = $"fingerprint of {plan}", PlanSummary = $"the {plan}", At = At };

    /// <summary>An entry whose text a careless format would spoil.</summary>
    public static JournalEntry Entry(JournalMark mark) => new() { Mark = mark, At = At, Subject = "a \"step\"", Detail = "line one\nline two \\ ünd 10 %" };

    public static JournalEntry Closed(UpgradeOutcome outcome) => new() { Mark = JournalMark.Closed, At = At, Detail = outcome.ToString() };

    public static string Text(IEnumerable<JournalEntry> entries) => string.Join(" | ", entries.Select(e => $"{e.Mark} {e.At:O} {e.Subject}: {e.Detail}"));
}
