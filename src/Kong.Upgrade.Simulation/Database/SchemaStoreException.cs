namespace Kong.Upgrade.Simulation.Database;

/// <summary>The simulated database did not do what was asked. The message is the text that real Kong prints after <c>[PostgreSQL error]</c>.</summary>
public sealed class SchemaStoreException : Exception
{
    /// <summary>Creates it without a text.</summary>
    public SchemaStoreException()
    {
    }

    /// <summary>Creates it with the text of the database.</summary>
    public SchemaStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with the text of the database and what caused it.</summary>
    public SchemaStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
