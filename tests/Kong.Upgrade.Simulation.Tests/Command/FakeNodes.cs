using Kong.Upgrade.Simulation.Command;

namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>Nodes that only remember whether they run, by prefix.</summary>
internal sealed class FakeNodes : INodeProcesses
{
    private readonly HashSet<string> _running = [];

    public void Run(string prefix) => _running.Add(prefix);

    public bool IsRunning(Prefix prefix) => _running.Contains(prefix.Path);

    public Task StartAsync(Prefix prefix, CancellationToken cancellationToken) => Task.FromResult(_running.Add(prefix.Path));

    public Task<bool> StopAsync(Prefix prefix, TimeSpan? grace, CancellationToken cancellationToken) => Task.FromResult(_running.Remove(prefix.Path));

    public Task ReloadAsync(Prefix prefix, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DrainAsync(Prefix prefix, CancellationToken cancellationToken) => Task.CompletedTask;
}
