namespace Kong.Upgrade.Simulation;

/// <summary>
/// Thrown by a fault hook to make a simulated command die as if by SIGKILL: nothing is cleaned up, so the lock row stays until its ttl passes (kong-facts 12.8).
/// It leaves <see cref="SimulatedKongCommand.RunAsync"/> as it is; the executable ends itself with SIGKILL instead.
/// </summary>
public sealed class SimulatedKongKilledException : Exception
{
    /// <summary>Creates it with a standard text.</summary>
    public SimulatedKongKilledException()
        : base("The simulated kong command was killed by a fault hook.")
    {
    }

    /// <summary>Creates it with a text.</summary>
    public SimulatedKongKilledException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a text and a cause.</summary>
    public SimulatedKongKilledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
