using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Migrations;

/// <summary>One command of <c>kong migrations</c> that writes, under watch. When it returns or throws, nothing of it is left on this host or in the database.</summary>
internal sealed class MigrationCommand(MigrationTools tools, RunLock outer, LoginRole role, EvidenceDraft draft)
{
    private readonly Sessions sessions = new(tools.Kong.Version, role, tools.Time);

    /// <summary>Runs it to its end, or ends it when the lock is lost or it blocks others; how the database stands then is for the caller to see.</summary>
    /// <returns>What ended it from outside; <see langword="null"/> when it ended by itself.</returns>
    /// <exception cref="OperationCanceledException">The caller no longer waits, and nothing of the command runs any more.</exception>
    public async Task<Exception?> RunAsync(IReadOnlyList<string> words, Timeouts timeouts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset began = tools.Time.GetUtcNow();
        long start = tools.Time.GetTimestamp();
        Exception? ended = null;
        try
        {
            ended = await RunWatchedAsync([.. words, .. timeouts.Arguments], began + draft.ClockSkew, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            draft.Took = tools.Time.GetElapsedTime(start);
            await new Aftermath(tools, sessions, draft).SettleAsync(began, timeouts.Lock).ConfigureAwait(false);
        }
        tools.Logger.MigrationCommandEnded(draft.Command!, draft.ExitCode, draft.Took);
        return ended;
    }

    private async Task<Exception?> RunWatchedAsync(string[] words, DateTimeOffset since, CancellationToken cancellationToken)
    {
        using ThrowAwayPrefix prefix = new();
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken), unwatched = new();
        CommandLine line = KongCli.Line(tools.Kong, tools.Database, prefix.Path, words) with { LeavesNothing = true };
        draft.Begin(line.ToString());
        tools.Logger.MigrationCommandStarting(line.ToString(), draft.Attempts);
        LockWatch watch = new(outer.Session, sessions, role.IsSeparate, since, tools.Options, draft, tools.Time, tools.Logger);
        Task watching = watch.WatchAsync(unwatched.Token);
        Task<CommandOutcome> running = Command.RunAsync(line, tools.Time, Print, ending.Token);
        if (await Task.WhenAny(running, watching).ConfigureAwait(false) == watching) await ending.CancelAsync().ConfigureAwait(false);
        try
        {
            draft.ExitCode = (await running.ConfigureAwait(false)).ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Ended by the watch, which says why.
        }
        finally
        {
            await unwatched.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return watching.Exception?.InnerException;
    }

    private void Print(OutputLine line)
    {
        draft.Add(line);
        if (line.IsError) tools.Logger.MigrationErrorLine(line.Text);
        else tools.Logger.MigrationLine(line.Text);
    }
}
