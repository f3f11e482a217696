namespace Kong.Upgrade.Simulation.Command;

/// <summary><c>kong migrations up</c>: runs what is new and leaves teardowns pending; waits for another runner and then does nothing.</summary>
internal sealed class MigrationsUp(DatabaseSession session, bool force)
{
    public async Task<int> RunAsync(SchemaState state, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        MigrationsCommand.RequireBootstrap(state);
        await session.AloneAsync(lockTimeout, wait: true, () => RunAloneAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private async Task RunAloneAsync(CancellationToken cancellationToken)
    {
        SchemaState state = await session.StateAsync(cancellationToken).ConfigureAwait(false);
        if (state.Pending.Count > 0 && !force)
        {
            throw new KongCommandException("Database has pending migrations; run 'kong migrations finish'");
        }

        if (force && state.Executed.Count > 0)
        {
            state = await RepeatExecutedAsync(state, cancellationToken).ConfigureAwait(false);
        }

        // With something pending, -f repeats the old ones and never gets to the new ones (kong-facts 1.6).
        if (state.Pending.Count == 0)
        {
            state = await RunNewAsync(state, cancellationToken).ConfigureAwait(false);
        }

        if (state.Pending.Count > 0)
        {
            session.Output.Info("\nDatabase has pending migrations; run 'kong migrations finish' when ready");
        }
    }

    private async Task<SchemaState> RepeatExecutedAsync(SchemaState state, CancellationToken cancellationToken)
    {
        RunParts parts = new(Up: true, Teardown: true, Repeat: true, LeavePending: state.Pending);
        await session.Runner.RunAsync(state.Executed, parts, cancellationToken).ConfigureAwait(false);
        return await session.StateAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<SchemaState> RunNewAsync(SchemaState state, CancellationToken cancellationToken)
    {
        if (state.New.Count > 0)
        {
            session.Output.Debug("migrations to run:\n" + MigrationList.Table(state.New));
            await session.Runner.RunAsync(state.New, new(Up: true, Teardown: false), cancellationToken).ConfigureAwait(false);
            return await session.StateAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!force)
        {
            session.Output.Info("Database is already up-to-date");
        }

        return state;
    }
}
