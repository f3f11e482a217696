using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>The background process of one node: serves until a signal ends it, as nginx's master does. TERM ends at once, QUIT gracefully, HUP reloads.</summary>
internal sealed class NodeDaemon(KongVersion version, string prefixPath, TextWriter starter, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>The hidden argument that makes the executable a node; also what a pid is recognised by.</summary>
    public const string Option = "--simulated-node=";

    /// <summary>What the starter reads once the node serves; anything else is the reason why it does not.</summary>
    public const string Ready = "ready";

    private readonly NodeLog _log = new(prefixPath, TimeProvider.System);
    private readonly Channel<PosixSignal> _signals = Channel.CreateUnbounded<PosixSignal>();

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        UnixProcess.Detach();
        UnixProcess.HearSignals();
        PosixSignal[] heard = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];
        PosixSignalRegistration[] registrations = [.. heard.Select(signal => PosixSignalRegistration.Create(signal, Hear))];
        try
        {
            return await ServeAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Array.ForEach(registrations, registration => registration.Dispose());
        }
    }

    private async Task<int> ServeAsync(CancellationToken cancellationToken)
    {
        KongConfiguration configuration = KongConfiguration.Load(Path.Combine(prefixPath, ".kong_env"), prefixPath, new Dictionary<string, string>());
        Prefix prefix = new(configuration, version);
        NodeFaults faults = new(environment, _log, TimeProvider.System);
        SimulatedKongNode node;
        try
        {
            await faults.BeforeServingAsync(cancellationToken).ConfigureAwait(false);
            node = await NodeFactory.StartAsync(configuration, version, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            _log.Write("emerg", error.Message);
            await starter.WriteAsync(BindTrouble.TextOf(error)).ConfigureAwait(false);
            return 1;
        }

        await using (node.ConfigureAwait(false))
        {
            _log.Write("notice", "start worker processes");
            await AnnounceAsync(prefix, cancellationToken).ConfigureAwait(false);
            faults.OnServing(node, cancellationToken);
            await ObeyAsync(node, cancellationToken).ConfigureAwait(false);
        }

        File.Delete(prefix.PidFile);
        return 0;
    }

    // The pid file first: who was told that the node runs must find it.
    private async Task AnnounceAsync(Prefix prefix, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(prefix.PidFile)!);
        string next = prefix.PidFile + ".next";
        await File.WriteAllTextAsync(next, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"), cancellationToken).ConfigureAwait(false);
        File.Move(next, prefix.PidFile, overwrite: true);
        await starter.WriteLineAsync(Ready).ConfigureAwait(false);
        await starter.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ObeyAsync(SimulatedKongNode node, CancellationToken cancellationToken)
    {
        await foreach (PosixSignal signal in _signals.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (signal == PosixSignal.SIGHUP)
            {
                await ReloadAsync(node, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (signal == PosixSignal.SIGQUIT)
            {
                await QuitAsync(node, cancellationToken).ConfigureAwait(false);
            }

            return;
        }
    }

    // Without a database the old workers stay (kong-facts 11.20).
    private static async Task ReloadAsync(SimulatedKongNode node, CancellationToken cancellationToken)
    {
        try
        {
            await node.ReloadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // Nobody waits for a signal's outcome.
        }
    }

    // A graceful end may be cut short by a TERM.
    private async Task QuitAsync(SimulatedKongNode node, CancellationToken cancellationToken)
    {
        Task ending = node.QuitAsync(cancellationToken);
        while (!ending.IsCompleted)
        {
            Task<PosixSignal> signal = _signals.Reader.ReadAsync(cancellationToken).AsTask();
            if (await Task.WhenAny(ending, signal).ConfigureAwait(false) == signal && await signal.ConfigureAwait(false) != PosixSignal.SIGHUP)
            {
                return;
            }
        }
    }

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = true;
        _signals.Writer.TryWrite(context.Signal);
    }
}
