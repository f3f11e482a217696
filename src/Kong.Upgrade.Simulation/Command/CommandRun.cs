using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>One command line as one "process": understands it, runs it, and turns trouble into Kong's texts and exit codes.</summary>
internal sealed class CommandRun(
    KongVersion version,
    SimulatedKongCommandOptions options,
    IReadOnlyDictionary<string, string> environment,
    TextWriter stdout,
    TextWriter stderr)
{
    private readonly KongOutput _output = new(stdout, stderr, options.TimeProvider);

    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        int exitCode;
        try
        {
            CommandLine line = new CommandLineParser(version).Parse(args);
            _output.Level = line.Level;
            exitCode = await DispatchAsync(line, cancellationToken).ConfigureAwait(false);
        }
        catch (UsageException usage)
        {
            stderr.Write(usage.Message);
            exitCode = 1;
        }
        catch (KongCommandException error)
        {
            exitCode = Fail(error.Message);
        }
        catch (SchemaStoreException error)
        {
            exitCode = Fail($"[PostgreSQL error] {error.Message}");
        }

        _output.Complete();
        return exitCode;
    }

    private Task<int> DispatchAsync(CommandLine line, CancellationToken cancellationToken) => line.Command switch
    {
        "version" => Task.FromResult(PrintVersion(line.Has("all"))),
        "check" => Task.FromResult(Check(line)),
        "prepare" => PrepareAsync(line, cancellationToken),
        "migrations" => MigrateAsync(line, cancellationToken),
        "config" => ConfigureEntitiesAsync(line, cancellationToken),
        _ => RunNodeAsync(line, cancellationToken),
    };

    private int PrintVersion(bool all)
    {
        // The libraries are those of the recorded lab, one for all versions.
        _output.Print(all ? $"Kong: {version}\nngx_lua: 10026\nnginx: 1025003\nLua: LuaJIT 2.1.1700206165" : version.ToString());
        return 0;
    }

    private int Check(CommandLine line)
    {
        string? file = line.Operands.Count > 0 ? line.Operands[0] : null;
        try
        {
            _ = KongConfiguration.Load(file, null, environment);
        }
        catch (KongCommandException error)
        {
            _output.ComplainStamped("error", error.Message);
            return 1;
        }

        _output.Print($"configuration at {file} is valid");
        return 0;
    }

    private async Task<int> PrepareAsync(CommandLine line, CancellationToken cancellationToken)
    {
        Prefix prefix = new(Configure(line), version);
        prefix.Ensure(_output);
        await prefix.WriteEnvironmentAsync(cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private async Task<int> RunNodeAsync(CommandLine line, CancellationToken cancellationToken)
    {
        KongConfiguration configuration = Configure(line);
        Prefix prefix = new(configuration, version);
        NodeCommand node = new(options.Nodes, prefix, _output, options.TimeProvider);
        return line.Command switch
        {
            "start" => await node.StartAsync(line, OpenDatabaseAsync, cancellationToken).ConfigureAwait(false),
            "restart" => await node.RestartAsync(line, OpenDatabaseAsync, cancellationToken).ConfigureAwait(false),
            "reload" => await node.ReloadAsync(OpenDatabaseAsync, cancellationToken).ConfigureAwait(false),
            "stop" => await node.StopAsync(cancellationToken).ConfigureAwait(false),
            "quit" => await node.QuitAsync(line, cancellationToken).ConfigureAwait(false),
            "drain" => await node.DrainAsync(cancellationToken).ConfigureAwait(false),
            _ => node.Health(),
        };

        Task<DatabaseSession> OpenDatabaseAsync() => DatabaseSession.OpenAsync(options, configuration, version, _output, line, cancellationToken);
    }

    private async Task<int> ConfigureEntitiesAsync(CommandLine line, CancellationToken cancellationToken)
    {
        KongConfiguration configuration = Configure(line);
        new Prefix(configuration, version).Ensure(_output);
        if (line.Subcommand == "parse")
        {
            return await ConfigCommand.ParseAsync(line, _output, cancellationToken).ConfigureAwait(false);
        }

        DatabaseSession session = await DatabaseSession.OpenAsync(options, configuration, version, _output, line, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await new ConfigCommand(session.Store, _output, version).RunAsync(line, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> MigrateAsync(CommandLine line, CancellationToken cancellationToken)
    {
        KongConfiguration configuration = Configure(line);
        new Prefix(configuration, version).Ensure(_output);
        DatabaseSession session = await DatabaseSession.OpenAsync(options, configuration, version, _output, line, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await new MigrationsCommand(session).RunAsync(line, cancellationToken).ConfigureAwait(false);
        }
    }

    private KongConfiguration Configure(CommandLine line)
    {
        _output.Verbose($"Kong: {version}");
        if (line.Text("conf") is { } file)
        {
            _output.Verbose($"reading config file at {file}");
        }

        KongConfiguration configuration = KongConfiguration.Load(line.Text("conf") ?? FileOfPrefix(line), line.Text("prefix"), environment);
        _output.Verbose($"prefix in use: {configuration.Prefix}");
        return configuration;
    }

    // A command about a node that already has its prefix takes the node's own settings.
    private static string? FileOfPrefix(CommandLine line)
    {
        string? file = line.Text("prefix") is { } prefix ? Path.Combine(prefix, ".kong_env") : null;
        return line.Command is "migrations" or "start" or "prepare" or "config" || !File.Exists(file) ? null : file;
    }

    private int Fail(string message)
    {
        if (_output.Level == LogLevel.Info)
        {
            _output.Complain($"Error: {message}\n\n  Run with --v (verbose) or --vv (debug) for more details");
        }
        else
        {
            // Not recorded: with --v the real command prints its own stack trace.
            _output.Complain($"Error:\n{message}\n{LuaLocation.Trace}");
        }

        return 1;
    }
}
