namespace Kong.Upgrade.Simulation.Command;

/// <summary><c>kong migrations bootstrap</c>: creates the tables and runs everything, teardowns included. With -f it resets first.</summary>
internal sealed class MigrationsBootstrap(DatabaseSession session, bool force)
{
    public async Task<int> RunAsync(SchemaState state, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        if (!state.NeedsBootstrap && !force)
        {
            session.Output.Info("Database already bootstrapped");
            return 0;
        }

        if (!state.NeedsBootstrap && !await new MigrationsReset(session, yes: true).IsDoneAsync(lockTimeout, cancellationToken).ConfigureAwait(false))
        {
            return 1;
        }

        session.Output.Info("Bootstrapping database...");
        await session.Store.BootstrapAsync(cancellationToken).ConfigureAwait(false);
        await session.AloneAsync(lockTimeout, wait: false, () => RunAloneAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private async Task RunAloneAsync(CancellationToken cancellationToken)
    {
        SchemaState state = await session.StateAsync(cancellationToken).ConfigureAwait(false);
        await session.Runner.RunAsync(state.New, new(Up: true, Teardown: true), cancellationToken).ConfigureAwait(false);
        _ = await session.StateAsync(cancellationToken).ConfigureAwait(false);
        session.Output.Info("Database is up-to-date");
    }
}
