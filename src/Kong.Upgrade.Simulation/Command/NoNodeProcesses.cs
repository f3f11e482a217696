namespace Kong.Upgrade.Simulation.Command;

/// <summary>A command that runs inside another process has no background to put a node into: nothing runs, and starting says what to use.</summary>
internal sealed class NoNodeProcesses : INodeProcesses
{
    public bool IsRunning(Prefix prefix) => false;

    public Task StartAsync(Prefix prefix, CancellationToken cancellationToken) => throw new KongCommandException(
        $"cannot start a node in {prefix.Path}: a simulated command inside another process has no background; use SimulatedKongNode or the kong-simulated executable");

    public Task<bool> StopAsync(Prefix prefix, TimeSpan? grace, CancellationToken cancellationToken) => throw Nothing(prefix);

    public Task ReloadAsync(Prefix prefix, CancellationToken cancellationToken) => throw Nothing(prefix);

    public Task DrainAsync(Prefix prefix, CancellationToken cancellationToken) => throw Nothing(prefix);

    private static KongCommandException Nothing(Prefix prefix) => new($"nginx not running in prefix: {prefix.Path}");
}
