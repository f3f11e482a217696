namespace Kong.Upgrade.Testing.Timing;

/// <summary>Keeps the driver from moving the clock until it is disposed.</summary>
internal sealed class ClockHold : IDisposable
{
    private VirtualTime? time;

    public ClockHold(VirtualTime time)
    {
        this.time = time;
        time.Held(1);
    }

    public void Dispose() => Interlocked.Exchange(ref time, null)?.Held(-1);
}
