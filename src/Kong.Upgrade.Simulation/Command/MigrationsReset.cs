namespace Kong.Upgrade.Simulation.Command;

/// <summary><c>kong migrations reset</c>: drops everything, the lock that it holds included. There is never a terminal to ask at.</summary>
internal sealed class MigrationsReset(DatabaseSession session, bool yes)
{
    public async Task<int> RunAsync(SchemaState state, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        if (!yes)
        {
            throw new KongCommandException("not a tty: invoke 'reset' non-interactively with the --yes flag");
        }

        if (state.NeedsBootstrap)
        {
            session.Output.Info("Database not bootstrapped, nothing to reset");
            return 1;
        }

        return await IsDoneAsync(lockTimeout, cancellationToken).ConfigureAwait(false) ? 0 : 1;
    }

    public Task<bool> IsDoneAsync(TimeSpan lockTimeout, CancellationToken cancellationToken) =>
        session.AloneAsync(lockTimeout, wait: false, () => RunAloneAsync(cancellationToken), cancellationToken);

    private async Task RunAloneAsync(CancellationToken cancellationToken)
    {
        // The last line is known from kong-facts 1.4, the first is not recorded.
        session.Output.Info("Resetting database...");
        await session.Store.ResetAsync(cancellationToken).ConfigureAwait(false);
        session.Output.Info("Database successfully reset");
    }
}
