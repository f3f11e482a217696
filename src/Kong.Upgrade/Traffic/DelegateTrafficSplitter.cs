namespace Kong.Upgrade.Traffic;

/// <summary>A host's own balancer as a splitter: two delegates. Safe for several threads if the delegates are.</summary>
/// <param name="capabilities">What the balancer can do.</param>
/// <param name="read">Reads the share that the balancer really has, see <see cref="ITrafficSplitter.GetShareAsync"/>. Never the one last asked.</param>
/// <param name="write">Asks the balancer for a share and waits until it is in force, see <see cref="ITrafficSplitter.SetShareAsync"/>. What then is in force is read with <paramref name="read"/>.</param>
public sealed class DelegateTrafficSplitter(SplitterCapabilities capabilities, Func<CancellationToken, Task<TrafficShare>> read, Func<TrafficShare, CancellationToken, Task> write) : ITrafficSplitter
{
    /// <inheritdoc/>
    public SplitterCapabilities Capabilities => capabilities;

    /// <inheritdoc/>
    public Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken) => read(cancellationToken);

    /// <inheritdoc/>
    public async Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        await write(desired, cancellationToken).ConfigureAwait(false);
        return await read(cancellationToken).ConfigureAwait(false);
    }
}
