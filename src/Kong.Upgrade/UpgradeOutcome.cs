namespace Kong.Upgrade;

/// <summary>How a run ended.</summary>
public enum UpgradeOutcome
{
    /// <summary>It did not end.</summary>
    Unknown = 0,

    /// <summary>Green serves, blue is gone, configuration writes are possible.</summary>
    Completed,

    /// <summary>Whatever traffic the run had moved is on blue again, and what it had set up is taken back.</summary>
    RolledBack,

    /// <summary>Nobody answered in time. Running the same plan again asks again.</summary>
    AwaitingApproval,

    /// <summary>Neither forward nor back is known to be safe: a person decides. Running the same plan again goes on where it stopped.</summary>
    Halted,
}
