namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>Understands the lines of one kind of balancer.</summary>
internal interface ILogFormat
{
    /// <summary>Whose lines these are, and where they come from, for errors.</summary>
    string Balancer { get; }

    /// <summary>Reads one line, with or without a syslog header and without its end.</summary>
    LineKind Parse(ReadOnlySpan<byte> line, out LoggedRequest request);
}
