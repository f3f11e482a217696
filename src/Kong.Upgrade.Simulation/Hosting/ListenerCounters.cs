namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>What nginx counts over all listeners of a node; lock-free.</summary>
internal sealed class ListenerCounters
{
    private long _accepted;
    private long _active;
    private long _requests;

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Active => Interlocked.Read(ref _active);

    public long Requests => Interlocked.Read(ref _requests);

    public void ConnectionOpened()
    {
        Interlocked.Increment(ref _accepted);
        Interlocked.Increment(ref _active);
    }

    public void ConnectionClosed() => Interlocked.Decrement(ref _active);

    public void Request() => Interlocked.Increment(ref _requests);
}
