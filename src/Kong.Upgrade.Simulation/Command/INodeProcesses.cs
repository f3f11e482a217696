namespace Kong.Upgrade.Simulation.Command;

/// <summary>The nginx processes behind <c>start</c>, <c>stop</c> and their siblings, each found by its prefix.</summary>
internal interface INodeProcesses
{
    bool IsRunning(Prefix prefix);

    /// <summary>Starts a node in the background and waits until it serves.</summary>
    /// <exception cref="KongCommandException">It could not; the message is nginx's.</exception>
    Task StartAsync(Prefix prefix, CancellationToken cancellationToken);

    /// <summary>Ends the node: at once, or after its requests have ended but within <paramref name="grace"/>.</summary>
    /// <returns>Whether it ended as asked; false when it had to be forced.</returns>
    Task<bool> StopAsync(Prefix prefix, TimeSpan? grace, CancellationToken cancellationToken);

    Task ReloadAsync(Prefix prefix, CancellationToken cancellationToken);

    Task DrainAsync(Prefix prefix, CancellationToken cancellationToken);
}
