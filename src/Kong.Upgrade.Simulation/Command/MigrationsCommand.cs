namespace Kong.Upgrade.Simulation.Command;

/// <summary><c>kong migrations …</c>: one class for each subcommand that changes something (kong-facts 1.4).</summary>
internal sealed class MigrationsCommand(DatabaseSession session)
{
    public static TimeSpan DefaultLockTimeout { get; } = TimeSpan.FromSeconds(60);

    public async Task<int> RunAsync(CommandLine line, CancellationToken cancellationToken)
    {
        TimeSpan lockTimeout = line.Seconds("lock-timeout") ?? DefaultLockTimeout;
        bool force = line.Has("force");
        SchemaState state = await session.StateAsync(cancellationToken).ConfigureAwait(false);
        return line.Subcommand switch
        {
            "list" => new MigrationList(session.Output, session.Version).Print(state),
            "status" => MigrationStatus.Print(state, session.Output),
            "up" => await new MigrationsUp(session, force).RunAsync(state, lockTimeout, cancellationToken).ConfigureAwait(false),
            "finish" => await new MigrationsFinish(session, force).RunAsync(state, lockTimeout, cancellationToken).ConfigureAwait(false),
            "reset" => await new MigrationsReset(session, line.Has("yes")).RunAsync(state, lockTimeout, cancellationToken).ConfigureAwait(false),
            _ => await new MigrationsBootstrap(session, force).RunAsync(state, lockTimeout, cancellationToken).ConfigureAwait(false),
        };
    }

    public static void RequireBootstrap(SchemaState state)
    {
        if (state.NeedsBootstrap)
        {
            throw new KongCommandException("Cannot run migrations: " + MigrationList.NeedsBootstrap);
        }
    }
}
