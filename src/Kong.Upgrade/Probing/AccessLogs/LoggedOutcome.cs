namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>What the node made of a request that was sent to it first.</summary>
internal enum LoggedOutcome : byte
{
    /// <summary>An answer that is nobody's trouble, or none because the user went away.</summary>
    Answered,

    /// <summary>429.</summary>
    RateLimited,

    /// <summary>400 to 499, without 429.</summary>
    ClientError,

    /// <summary>500 to 599, no answer, or one that was cut off.</summary>
    Failed,
}
