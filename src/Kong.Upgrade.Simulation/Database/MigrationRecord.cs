namespace Kong.Upgrade.Simulation.Database;

/// <summary>The three ways in which Kong writes a migration down in <c>schema_meta</c>.</summary>
public enum MigrationRecord
{
    /// <summary>Done, nothing left to do: <c>executed</c> and <c>last_executed</c>.</summary>
    Executed = 1,

    /// <summary>Its <c>up</c> ran, its teardown waits for <c>finish</c>: <c>pending</c> only.</summary>
    Pending,

    /// <summary>Its teardown ran: from <c>pending</c> to <c>executed</c> and <c>last_executed</c>.</summary>
    TornDown,
}
