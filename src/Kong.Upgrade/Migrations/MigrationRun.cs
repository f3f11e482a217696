using Kong.Upgrade.Database;
using Kong.Upgrade.Rehearsals;

namespace Kong.Upgrade.Migrations;

/// <summary>One run on one database, alone: everything that must hold before a command may write, and the lock that keeps others out until it is disposed.</summary>
internal sealed class MigrationRun : IAsyncDisposable
{
    private readonly RunLock outer;
    private readonly MigrationCommand command;

    private MigrationRun(MigrationTools tools, RunLock outer, LoginRole role, RehearsalReport? rehearsal, EvidenceDraft draft)
    {
        (Tools, Role, Rehearsal, Draft, this.outer) = (tools, role, rehearsal, draft, outer);
        command = new(tools, outer, role, draft);
    }

    public MigrationTools Tools { get; }

    public LoginRole Role { get; }

    public RehearsalReport? Rehearsal { get; }

    public EvidenceDraft Draft { get; }

    public static async Task<MigrationRun> OpenAsync(MigrationTools tools, RehearsalReport? rehearsal, EvidenceDraft draft, CancellationToken cancellationToken)
    {
        LoginRole role = await LoginRole.ReadAsync(tools.Database, cancellationToken).ConfigureAwait(false);
        RunLock outer = await RunLock.TakeAsync(tools.Database, $"kong-upgrade {tools.Kong.Version} {draft.Verb} {draft.RunId}", cancellationToken).ConfigureAwait(false);
        return new(tools, outer, role, rehearsal, draft);
    }

    /// <summary>Makes sure that nobody migrates, and notes what a person should know.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        NoteSettings();
        await NoteClockAsync(cancellationToken).ConfigureAwait(false);
        if (Role.IsSeparate) await EndLeftoversAsync(cancellationToken).ConfigureAwait(false);
        await Tools.KongLock.WaitUntilFreeAsync(
            Tools.Options.ForeignLockPatience, row => Tools.Logger.MigrationLockWaiting(row.Owner, row.Remaining, Tools.Options.ForeignLockPatience), cancellationToken).ConfigureAwait(false);
        Draft.LongTransactions = await LongTransactions.FindAsync(outer.Session, Tools.Options.LongTransaction, cancellationToken).ConfigureAwait(false);
        foreach (string transaction in Draft.LongTransactions) Tools.Logger.MigrationLongTransaction(transaction);
    }

    public async Task<MigrationState> ReadAsync(CancellationToken cancellationToken)
    {
        MigrationState state = await Tools.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        Tools.Logger.MigrationStateRead(state);
        return state;
    }

    /// <summary>Reads after a command, of which nothing is known until then.</summary>
    public async Task<MigrationState> ReadAgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException unreadable)
        {
            throw new UpgradeServiceException($"What 'kong migrations {Draft.Verb}' did on {Tools.Database} is not known ({Draft.Essence()}): {unreadable.Message}", unreadable, unreadable.IsTransient);
        }
    }

    /// <summary>Runs a command; what it brought about is for the caller to see.</summary>
    public Task<Exception?> CommandAsync(string[] words, TimeSpan? rehearsed, CancellationToken cancellationToken) =>
        command.RunAsync(words, Timeouts.Of(Tools.Options, rehearsed, Draft.ClockSkew), cancellationToken);

    public ValueTask DisposeAsync() => outer.DisposeAsync();

    private void NoteSettings()
    {
        Draft.MissingSettings = Role.MissingSettings;
        foreach (string setting in Role.MissingSettings) Tools.Logger.MigrationSettingMissing(setting);
    }

    private async Task NoteClockAsync(CancellationToken cancellationToken)
    {
        Draft.ClockSkew = await ClockSkew.ReadAsync(Tools.Database, Tools.Time, cancellationToken).ConfigureAwait(false);
        if (Draft.ClockSkew.Duration() > ClockSkew.Notable) Tools.Logger.MigrationClockSkew(Draft.ClockSkew);
    }

    private async Task EndLeftoversAsync(CancellationToken cancellationToken)
    {
        Sessions sessions = new(Tools.Kong.Version, Role, Tools.Time);
        int ended = await sessions.EndAsync(outer.Session, Tools.Time.GetUtcNow(), Tools.Options.SessionPatience, cancellationToken).ConfigureAwait(false);
        Draft.EndedSessions += ended;
        if (ended > 0) Tools.Logger.MigrationLeftoversEnded(ended);
    }
}
