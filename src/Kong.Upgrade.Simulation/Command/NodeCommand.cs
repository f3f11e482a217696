namespace Kong.Upgrade.Simulation.Command;

/// <summary><c>start</c>, <c>stop</c>, <c>quit</c>, <c>reload</c>, <c>restart</c>, <c>health</c> and <c>drain</c> (kong-facts 5.1, 11.19).</summary>
internal sealed class NodeCommand(INodeProcesses nodes, Prefix prefix, KongOutput output, TimeProvider time)
{
    private static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(10);

    public async Task<int> StartAsync(CommandLine line, Func<Task<DatabaseSession>> openDatabase, CancellationToken cancellationToken)
    {
        if (nodes.IsRunning(prefix))
        {
            throw new KongCommandException($"Kong is already running in {prefix.Path}");
        }

        prefix.Ensure(output);
        DatabaseSession session = await openDatabase().ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await CheckSchemaAsync(session, line, cancellationToken).ConfigureAwait(false);
        }

        await prefix.WriteEnvironmentAsync(cancellationToken).ConfigureAwait(false);
        await nodes.StartAsync(prefix, cancellationToken).ConfigureAwait(false);
        output.Info("Kong started");
        return 0;
    }

    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        RequireRunning();
        await nodes.StopAsync(prefix, grace: null, cancellationToken).ConfigureAwait(false);
        output.Info("Kong stopped");
        return 0;
    }

    public async Task<int> QuitAsync(CommandLine line, CancellationToken cancellationToken)
    {
        RequireRunning();
        if (line.Seconds("wait") is { } wait)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }

        bool gracefully = await nodes.StopAsync(prefix, line.Seconds("timeout") ?? DefaultGrace, cancellationToken).ConfigureAwait(false);
        output.Info(gracefully ? "Kong stopped (gracefully)" : "Timeout, Kong stopped forcefully");
        return 0;
    }

    // The database is asked first: an unreachable one fails the reload and the old workers stay (kong-facts 11.20).
    public async Task<int> ReloadAsync(Func<Task<DatabaseSession>> openDatabase, CancellationToken cancellationToken)
    {
        DatabaseSession session = await openDatabase().ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
        RequireRunning();
        await nodes.ReloadAsync(prefix, cancellationToken).ConfigureAwait(false);
        output.Info("Kong reloaded");
        return 0;
    }

    public async Task<int> RestartAsync(CommandLine line, Func<Task<DatabaseSession>> openDatabase, CancellationToken cancellationToken)
    {
        if (nodes.IsRunning(prefix))
        {
            await nodes.StopAsync(prefix, grace: null, cancellationToken).ConfigureAwait(false);
        }

        return await StartAsync(line, openDatabase, cancellationToken).ConfigureAwait(false);
    }

    public int Health()
    {
        if (!Directory.Exists(prefix.Path))
        {
            throw new KongCommandException($"no such prefix: {prefix.Path}");
        }

        bool running = nodes.IsRunning(prefix);
        output.Print($"nginx.......{(running ? "running" : "not running")}\n");
        if (!running)
        {
            throw new KongCommandException($"Kong is not running at {prefix.Path}");
        }

        output.Print($"Kong is healthy at {prefix.Path}");
        return 0;
    }

    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        RequireRunning();
        await nodes.DrainAsync(prefix, cancellationToken).ConfigureAwait(false);
        output.Info("Kong's status successfully changed to 'draining'");
        return 0;
    }

    // Pending and missing migrations do not keep a node from starting, new ones do (kong-facts 1.9).
    private async Task CheckSchemaAsync(DatabaseSession session, CommandLine line, CancellationToken cancellationToken)
    {
        SchemaState state = await session.StateAsync(cancellationToken).ConfigureAwait(false);
        if (line.Has("run-migrations"))
        {
            await new MigrationsUp(session, force: false)
                .RunAsync(state, line.Seconds("lock-timeout") ?? MigrationsCommand.DefaultLockTimeout, cancellationToken).ConfigureAwait(false);
            state = await session.StateAsync(cancellationToken).ConfigureAwait(false);
        }

        if (state.NeedsBootstrap)
        {
            throw new KongCommandException(LuaLocation.Migrations(16) + MigrationList.NeedsBootstrap);
        }

        if (state.New.Count > 0)
        {
            throw new KongCommandException(LuaLocation.Migrations(20) + "New migrations available; run 'kong migrations up' to proceed");
        }

        if (state.Pending.Count > 0)
        {
            output.Info("Database has pending migrations:\n" + MigrationList.Table(state.Pending));
        }
    }

    private void RequireRunning()
    {
        if (!nodes.IsRunning(prefix))
        {
            throw new KongCommandException($"nginx not running in prefix: {prefix.Path}");
        }
    }
}
