namespace Kong.Upgrade.Staging.Nodes.Logs;

/// <summary>nginx's levels, the worst last.</summary>
internal enum LogLevelWord
{
    /// <summary>For who looks for faults.</summary>
    Debug = 0,

    /// <summary>For the reader.</summary>
    Info,

    /// <summary>Worth a look.</summary>
    Notice,

    /// <summary>Something may be wrong.</summary>
    Warn,

    /// <summary>Something went wrong.</summary>
    Error,

    /// <summary>Something important went wrong.</summary>
    Crit,

    /// <summary>Something must be done, such as for a worker that died.</summary>
    Alert,

    /// <summary>The node cannot go on.</summary>
    Emerg,
}
