namespace Kong.Upgrade.Reporting;

/// <summary>How a step ended in this process.</summary>
public enum StepEnding
{
    /// <summary>It was not reached.</summary>
    Unknown = 0,

    /// <summary>It acted, and its effect was seen.</summary>
    Done,

    /// <summary>Its effect was there already.</summary>
    WasDone,

    /// <summary>It failed, or was cut short.</summary>
    Failed,

    /// <summary>It waits for a person.</summary>
    Waiting,
}
