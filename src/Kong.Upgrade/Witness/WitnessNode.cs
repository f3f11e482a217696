using System.Globalization;
using System.Text.Json;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Witness;

/// <summary>One more node of blue's version, in a prefix and on ports of its own, from its start until nothing of it is left.</summary>
internal sealed class WitnessNode(KongCommand blue, KongDatabase database, BlueWitnessOptions options, TimeProvider time)
{
    private const int Attempts = 3;

    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan patienceForDeath = TimeSpan.FromSeconds(30);

    // A new plugin list would show "New migrations", a missing file "no file at": that is this host's trouble and not blue's.
    private static readonly string[] hostTroubles = ["[PostgreSQL error]", "New migrations available", "no file at", "not installed", "Permission denied"];

    // Made with mode 0700, for Kong writes passwords into it; short, since its sockets lie in it; and it names the process that should have removed it.
    private readonly string prefix = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"kong-upgrade-witness-{Environment.ProcessId}-")).FullName;
    private readonly NodePorts ports = NodePorts.Free();

    public Uri Admin => NodePorts.Address(ports.Admin);

    public Uri Proxy => NodePorts.Address(ports.Proxy);

    /// <summary>Starts one that is proven to be itself; on other ports when somebody was quicker.</summary>
    public static async Task<WitnessNode> StartAsync(KongCommand blue, KongDatabase database, BlueWitnessOptions options, WitnessClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            WitnessNode node = new(blue, database, options, time);
            try
            {
                if (await node.StartAsync(client, cancellationToken).ConfigureAwait(false)) return node;
            }
            catch (WitnessVerdictException verdict)
            {
                if (await node.EndAsync().ConfigureAwait(false) is { } left) throw new WitnessVerdictException(verdict.Verdict, $"{verdict.Message} {left}", verdict);
                throw;
            }
            catch
            {
                await node.EndAsync().ConfigureAwait(false);
                throw;
            }
            if (await node.EndAsync().ConfigureAwait(false) is { } leftover) throw WitnessVerdictException.Unknown(leftover);
            if (attempt == Attempts) throw WitnessVerdictException.Unknown($"The witness found its ports taken {Attempts} times on 127.0.0.1. Find out what takes every free port of this host.");
        }
    }

    /// <summary>Stops it, makes sure of it and removes the prefix, which holds secrets. Never cancelled.</summary>
    /// <returns>What was left behind, or <see langword="null"/>.</returns>
    public async Task<string?> EndAsync()
    {
        if (NodeProcess.In(prefix) is { } process)
        {
            await StopAsync().ConfigureAwait(false);
            if (!await IsGoneAsync(process, options.StopWithin).ConfigureAwait(false)) process.Kill();
            if (!await IsGoneAsync(process, patienceForDeath).ConfigureAwait(false)) return $"The witness in {prefix} still runs after SIGKILL. End it and remove {prefix}, which holds the database's password.";
        }
        return await RemovePrefixAsync().ConfigureAwait(false);
    }

    // False when its ports were taken.
    private async Task<bool> StartAsync(WitnessClient client, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(options.StartWithin, time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            CommandOutcome outcome = await Command.RunAsync(Line(blue, "start"), time, null, waiting.Token).ConfigureAwait(false);
            if (outcome.ExitCode != 0) return IsBusy(outcome) ? false : throw NotStarted(outcome);
            return await BecomesReadyAsync(client, waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw WitnessVerdictException.Unknown($"A witness of {blue} was not ready within {options.StartWithin.TotalSeconds:0} s. Look at this host's load, or raise {nameof(BlueWitnessOptions.StartWithin)}.");
        }
    }

    // Whoever holds the port answers too, so it is asked who it is first (kong-facts 12.10).
    private async Task<bool> BecomesReadyAsync(WitnessClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            (JsonElement? root, _) = await client.AskRootAsync(Admin, cancellationToken).ConfigureAwait(false);
            if (root is { } found && NodeIdentity.Doubt(found, blue.Version, database, prefix) is not null) return false;
            if (root is not null && await IsReadyAsync(client, cancellationToken).ConfigureAwait(false)) return true;
            if (NodeProcess.In(prefix) is not { IsAlive: true }) throw WitnessVerdictException.Broken($"A fresh node of {blue.Version} started on {database} and died before it was ready.");
            await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Before 3.3 there is no readiness; /status then says whether the database is reached (kong-facts 3.2).
    private async Task<bool> IsReadyAsync(WitnessClient client, CancellationToken cancellationToken)
    {
        if (NodeReadiness.HasReadiness(blue.Version)) return (await client.AskAsync(new(NodePorts.Address(ports.Status), "/status/ready"), cancellationToken).ConfigureAwait(false)).Status == 200;
        (JsonElement? status, _) = await client.AskRootAsync(new(Admin, "/status"), cancellationToken).ConfigureAwait(false);
        return status is { } found && NodeReadiness.ReachesDatabase(found);
    }

    private WitnessVerdictException NotStarted(CommandOutcome outcome)
    {
        string said = $"{blue} exited with {outcome.ExitCode} on {database} when a witness was to be started: {outcome.LastLines()}";
        return hostTroubles.Any(trouble => said.Contains(trouble, StringComparison.Ordinal)) ? WitnessVerdictException.Unknown(said) : WitnessVerdictException.Broken(said);
    }

    private async Task StopAsync()
    {
        using CancellationTokenSource deadline = new(options.StopWithin, time);
        try
        {
            // `stop` knows no -c: it reads what `start` left in the prefix.
            await Command.RunAsync(Line(new(blue.Version, blue.Executable) { Environment = blue.Environment }, "stop"), time, null, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or UpgradeServiceException)
        {
            // What counts is whether the process is gone.
        }
    }

    private CommandLine Line(KongCommand kong, string command)
    {
        CommandLine line = KongCli.Line(kong, database, prefix, command);
        Dictionary<string, string?> environment = new(line.Environment);
        foreach ((string name, string? value) in ports.Settings) environment[name] = value;
        return line with { Environment = environment };
    }

    private async Task<bool> IsGoneAsync(NodeProcess process, TimeSpan within)
    {
        long start = time.GetTimestamp();
        while (process.IsAlive)
        {
            if (time.GetElapsedTime(start) > within) return false;
            await Task.Delay(look, time, CancellationToken.None).ConfigureAwait(false);
        }
        return true;
    }

    private async Task<string?> RemovePrefixAsync()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (Directory.Exists(prefix)) Directory.Delete(prefix, recursive: true);
                return null;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                if (attempt == Attempts) return $"{prefix} could not be removed: {failure.Message} It holds the database's password; remove it.";
                await Task.Delay(look, time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static bool IsBusy(CommandOutcome outcome) => (outcome.Out + outcome.Err).Contains("Address already in use", StringComparison.Ordinal);
}
