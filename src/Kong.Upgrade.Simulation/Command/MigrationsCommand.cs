using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Command;

/// <summary><c>kong migrations …</c>: what each subcommand checks, does and says (kong-facts 1.4 to 1.7).</summary>
internal sealed class MigrationsCommand(
    ISchemaStore store,
    IReadOnlyList<Migration> known,
    KongOutput output,
    MigrationRunner runner,
    ClusterMutex mutex,
    KongVersion version)
{
    private static readonly TimeSpan DefaultLockTimeout = TimeSpan.FromSeconds(60);

    public async Task<int> RunAsync(CommandLine line, CancellationToken cancellationToken)
    {
        TimeSpan lockTimeout = line.Seconds("lock-timeout") ?? DefaultLockTimeout;
        bool force = line.Has("force");
        SchemaState state = await StateAsync(cancellationToken).ConfigureAwait(false);
        switch (line.Subcommand)
        {
            case "list":
                return new MigrationList(output, version).Print(state);
            case "status":
                output.Print(MigrationStatus.ToJson(state));
                return 0;
            case "up":
                await UpAsync(lockTimeout, force, state, cancellationToken).ConfigureAwait(false);
                return 0;
            case "finish":
                await FinishAsync(lockTimeout, force, state, cancellationToken).ConfigureAwait(false);
                return 0;
            case "reset":
                return await ResetAsync(lockTimeout, line.Has("yes"), state, cancellationToken).ConfigureAwait(false);
            default:
                await BootstrapAsync(lockTimeout, force, state, cancellationToken).ConfigureAwait(false);
                return 0;
        }
    }

    public async Task<SchemaState> StateAsync(CancellationToken cancellationToken)
    {
        output.Debug("loading subsystems migrations...");
        output.Verbose("retrieving database schema state...");
        SchemaState state = await SchemaState.ReadAsync(store, known, cancellationToken).ConfigureAwait(false);
        output.Verbose("schema state retrieved");
        return state;
    }

    public Task UpAsync(TimeSpan? lockTimeout, bool force, SchemaState state, CancellationToken cancellationToken)
    {
        RequireBootstrap(state);
        return AloneAsync(lockTimeout ?? DefaultLockTimeout, wait: true, () => UpAloneAsync(force, cancellationToken), cancellationToken);
    }

    private async Task BootstrapAsync(TimeSpan lockTimeout, bool force, SchemaState state, CancellationToken cancellationToken)
    {
        if (force && !state.NeedsBootstrap)
        {
            await ResetAsync(lockTimeout, yes: true, state, cancellationToken).ConfigureAwait(false);
        }
        else if (!state.NeedsBootstrap)
        {
            output.Info("Database already bootstrapped");
            return;
        }

        output.Info("Bootstrapping database...");
        await store.BootstrapAsync(cancellationToken).ConfigureAwait(false);
        await AloneAsync(lockTimeout, wait: false, () => BootstrapAloneAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task BootstrapAloneAsync(CancellationToken cancellationToken)
    {
        SchemaState state = await StateAsync(cancellationToken).ConfigureAwait(false);
        await runner.RunAsync(state.New, new(Up: true, Teardown: true), cancellationToken).ConfigureAwait(false);
        _ = await StateAsync(cancellationToken).ConfigureAwait(false);
        output.Info("Database is up-to-date");
    }

    private async Task UpAloneAsync(bool force, CancellationToken cancellationToken)
    {
        SchemaState state = await StateAsync(cancellationToken).ConfigureAwait(false);
        if (state.Pending.Count > 0 && !force)
        {
            throw new KongCommandException("Database has pending migrations; run 'kong migrations finish'");
        }

        if (force && state.Executed.Count > 0)
        {
            await runner.RunAsync(state.Executed, new(Up: true, Teardown: true, LeavePending: state.Pending), cancellationToken).ConfigureAwait(false);
            state = await StateAsync(cancellationToken).ConfigureAwait(false);
            if (state.Pending.Count > 0)
            {
                SayPending();
                return;
            }
        }

        if (state.New.Count > 0)
        {
            output.Debug("migrations to run:\n" + MigrationList.Table(state.New));
            await runner.RunAsync(state.New, new(Up: true, Teardown: false), cancellationToken).ConfigureAwait(false);
            state = await StateAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (!force)
        {
            output.Info("Database is already up-to-date");
        }

        if (state.Pending.Count > 0)
        {
            SayPending();
        }
    }

    private Task<bool> FinishAsync(TimeSpan lockTimeout, bool force, SchemaState state, CancellationToken cancellationToken)
    {
        RequireBootstrap(state);
        return AloneAsync(lockTimeout, wait: false, () => FinishAloneAsync(force, cancellationToken), cancellationToken);
    }

    private async Task FinishAloneAsync(bool force, CancellationToken cancellationToken)
    {
        SchemaState state = await StateAsync(cancellationToken).ConfigureAwait(false);
        if (force && state.Executed.Count > 0)
        {
            await runner.RunAsync(state.Executed, new(Up: true, Teardown: true), cancellationToken).ConfigureAwait(false);
            state = await StateAsync(cancellationToken).ConfigureAwait(false);
        }

        if (state.Pending.Count > 0)
        {
            output.Debug("pending migrations to finish:\n" + MigrationList.Table(state.Pending));
            await runner.RunAsync(state.Pending, new(Up: false, Teardown: true), cancellationToken).ConfigureAwait(false);
            state = await StateAsync(cancellationToken).ConfigureAwait(false);
        }

        if (state.New.Count > 0)
        {
            output.Info("\nNew migrations available; run 'kong migrations up' to proceed");
        }
        else if (!force && state.Pending.Count == 0)
        {
            output.Info("No pending migrations to finish");
        }
    }

    private async Task<int> ResetAsync(TimeSpan lockTimeout, bool yes, SchemaState state, CancellationToken cancellationToken)
    {
        if (!yes)
        {
            throw new KongCommandException("not a tty: invoke 'reset' non-interactively with the --yes flag");
        }

        if (state.NeedsBootstrap)
        {
            output.Info("Database not bootstrapped, nothing to reset");
            return 1;
        }

        bool done = await AloneAsync(lockTimeout, wait: false, ResetAloneAsync, cancellationToken).ConfigureAwait(false);
        return done ? 0 : 1;

        async Task ResetAloneAsync()
        {
            output.Info("Resetting database...");
            await store.ResetAsync(cancellationToken).ConfigureAwait(false);
            output.Info("Database successfully reset");
        }
    }

    private async Task<bool> AloneAsync(TimeSpan lockTimeout, bool wait, Func<Task> work, CancellationToken cancellationToken)
    {
        bool alone = await mutex.RunAsync(lockTimeout, wait, Guarded, cancellationToken).ConfigureAwait(false);
        if (!alone)
        {
            output.Info("aborted: another node is performing database changes");
        }

        return alone;

        // Trouble inside the lock reaches the user as an error of the lock, with a Lua trace.
        async Task Guarded()
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (SchemaStoreException failure)
            {
                throw new SchemaStoreException(
                    $"cluster_mutex callback threw an error: {LuaLocation.Migrations(104)}[PostgreSQL error] {failure.Message}\n{LuaLocation.Trace}", failure);
            }
        }
    }

    private void SayPending() => output.Info("\nDatabase has pending migrations; run 'kong migrations finish' when ready");

    private static void RequireBootstrap(SchemaState state)
    {
        if (state.NeedsBootstrap)
        {
            throw new KongCommandException("Cannot run migrations: " + MigrationList.NeedsBootstrap);
        }
    }
}
