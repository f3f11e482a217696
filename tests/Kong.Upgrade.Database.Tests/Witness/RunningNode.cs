using System.Diagnostics;
using Kong.Upgrade.Processes;
using Kong.Upgrade.Witness;

namespace Kong.Upgrade.Database.Tests.Witness;

/// <summary>A simulated node that runs as blue, until it is disposed.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly string prefix = Path.Combine(Path.GetTempPath(), $"kong-upgrade-blue-{Guid.NewGuid():N}"[..30]);
    private readonly NodePorts ports = NodePorts.Free();
    private readonly KongCommand kong;
    private readonly KongDatabase database;

    private RunningNode(KongCommand kong, KongDatabase database) => (this.kong, this.database) = (kong, database);

    public Uri Admin => NodePorts.Address(ports.Admin);

    public Uri Proxy => NodePorts.Address(ports.Proxy);

    public static async Task<RunningNode> StartAsync(KongCommand kong, KongDatabase database)
    {
        RunningNode node = new(kong, database);
        CommandOutcome outcome = await node.RunAsync("start");
        outcome.ExitCode.Should().Be(0, outcome.LastLines());
        return node;
    }

    public static async Task MigrateAsync(KongCommand kong, KongDatabase database, string command)
    {
        RunningNode nowhere = new(kong, database);
        CommandOutcome outcome = await nowhere.RunAsync("migrations", command);
        outcome.ExitCode.Should().Be(0, outcome.LastLines());
        Directory.Delete(nowhere.prefix, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        NodeProcess? process = NodeProcess.In(prefix);
        await RunAsync("stop");
        process?.Kill();
        Directory.Delete(prefix, recursive: true);
    }

    private Task<CommandOutcome> RunAsync(params string[] arguments)
    {
        CommandLine line = KongCli.Line(kong, database, prefix, arguments);
        Dictionary<string, string?> environment = new(line.Environment);
        foreach ((string name, string? value) in ports.Settings) environment[name] = value;
        return Command.RunAsync(line with { Environment = environment }, TimeProvider.System, null, CancellationToken.None);
    }
}
