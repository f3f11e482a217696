namespace Kong.Upgrade.Simulation.Command;

/// <summary><c>kong migrations finish</c>: runs the pending teardowns; gives up at once when another runner holds the lock.</summary>
internal sealed class MigrationsFinish(DatabaseSession session, bool force)
{
    public async Task<int> RunAsync(SchemaState state, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        MigrationsCommand.RequireBootstrap(state);
        await session.AloneAsync(lockTimeout, wait: false, () => RunAloneAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private async Task RunAloneAsync(CancellationToken cancellationToken)
    {
        SchemaState state = await session.StateAsync(cancellationToken).ConfigureAwait(false);
        if (force && state.Executed.Count > 0)
        {
            await session.Runner.RunAsync(state.Executed, new(Up: true, Teardown: true, Repeat: true), cancellationToken).ConfigureAwait(false);
            state = await session.StateAsync(cancellationToken).ConfigureAwait(false);
        }

        if (state.Pending.Count > 0)
        {
            session.Output.Debug("pending migrations to finish:\n" + MigrationList.Table(state.Pending));
            await session.Runner.RunAsync(state.Pending, new(Up: false, Teardown: true), cancellationToken).ConfigureAwait(false);
            state = await session.StateAsync(cancellationToken).ConfigureAwait(false);
        }

        SayWhatIsLeft(state);
    }

    private void SayWhatIsLeft(SchemaState state)
    {
        if (state.New.Count > 0)
        {
            session.Output.Info("\nNew migrations available; run 'kong migrations up' to proceed");
        }
        else if (!force && state.Pending.Count == 0)
        {
            session.Output.Info("No pending migrations to finish");
        }
    }
}
