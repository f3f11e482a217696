namespace Kong.Upgrade.Simulation.Installation;

/// <summary>Counts the answers of one cluster; for any number of threads.</summary>
internal sealed class SideCounter
{
    private long requests;
    private long failed;

    public SideCounts Now => new(Interlocked.Read(ref requests), Interlocked.Read(ref failed));

    public void Count(int status)
    {
        Interlocked.Increment(ref requests);
        if (status is >= 500 and < 600) Interlocked.Increment(ref failed);
    }
}
