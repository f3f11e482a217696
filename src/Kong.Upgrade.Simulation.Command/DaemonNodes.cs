using System.Diagnostics;
using System.Net;
using System.Text;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>Nodes as background processes: this executable once more, told by a hidden argument which prefix to serve.</summary>
internal sealed class DaemonNodes(KongVersion version, TimeProvider time) : INodeProcesses
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan FastStop = TimeSpan.FromSeconds(10);

    public bool IsRunning(Prefix prefix) => UnixProcess.FindNode(prefix) is not null;

    public async Task StartAsync(Prefix prefix, CancellationToken cancellationToken)
    {
        using Process node = Process.Start(Launch(prefix))!;
        string? answer = await node.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (answer != NodeDaemon.Ready)
        {
            string rest = await node.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            string trouble = await node.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            throw new KongCommandException($"{LuaLocation.Start(98)}{answer}\n{rest}{trouble}");
        }
    }

    public async Task<bool> StopAsync(Prefix prefix, TimeSpan? grace, CancellationToken cancellationToken)
    {
        if (UnixProcess.FindNode(prefix) is not { } id)
        {
            return true;
        }

        if (grace is { } patience)
        {
            UnixProcess.Signal(id, UnixProcess.Quit);
            if (await IsGoneWithinAsync(prefix, patience, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        UnixProcess.Signal(id, UnixProcess.Terminate);
        return await IsGoneWithinAsync(prefix, FastStop, cancellationToken).ConfigureAwait(false)
            ? grace is null
            : throw new KongCommandException($"the node in {prefix.Path} (process {id}) did not end within {FastStop.TotalSeconds} s of SIGTERM");
    }

    public Task ReloadAsync(Prefix prefix, CancellationToken cancellationToken)
    {
        if (UnixProcess.FindNode(prefix) is { } id)
        {
            UnixProcess.Signal(id, UnixProcess.Hangup);
        }

        return Task.CompletedTask;
    }

    public async Task DrainAsync(Prefix prefix, CancellationToken cancellationToken)
    {
        KongConfiguration configuration = KongConfiguration.Load(prefix.Environment, prefix.Path, new Dictionary<string, string>());
        int port = NodeSettings.StatusPort(configuration, version);
        using HttpClient client = new();
        using StringContent body = new("""{"status":"draining"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/status/ready"), body, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.NoContent)
        {
            throw new KongCommandException($"the node in {prefix.Path} answered {(int)answer.StatusCode} instead of 204 to POST /status/ready on port {port}");
        }
    }

    private async Task<bool> IsGoneWithinAsync(Prefix prefix, TimeSpan patience, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (UnixProcess.FindNode(prefix) is not null)
        {
            if (time.GetElapsedTime(start) > patience)
            {
                return false;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    // Its output goes to pipes of this process: whoever reads the output of `kong start` to its end must not wait for the node's end.
    private ProcessStartInfo Launch(Prefix prefix)
    {
        string[] arguments = [$"--simulated-version={version}", NodeDaemon.Option + prefix.Path];
        ProcessStartInfo start = ThisExecutable.With(arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return start;
    }
}
