namespace Kong.Upgrade.Testing.Fakes;

/// <summary>How a cluster of <see cref="FakeClusters"/> stands.</summary>
public enum FakeClusterStanding
{
    /// <summary>It was never there.</summary>
    Absent = 0,

    /// <summary>It is installed and not started.</summary>
    Prepared,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It was taken away.</summary>
    Gone,
}
