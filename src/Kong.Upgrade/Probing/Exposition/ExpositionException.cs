namespace Kong.Upgrade.Probing.Exposition;

/// <summary>A text is no Prometheus exposition, or is larger than was agreed.</summary>
public sealed class ExpositionException : KongUpgradeException
{
    internal ExpositionException(long line, long column, string what)
        : base($"Metrics, line {line}, column {column}: {what} Nothing from this line on was read. Look at what the node answers to GET /metrics.") =>
        (Line, Column) = (line, column);

    /// <summary>In which line; the first is 1. Lines of earlier blocks count.</summary>
    public long Line { get; }

    /// <summary>At which byte of that line; the first is 1.</summary>
    public long Column { get; }
}
