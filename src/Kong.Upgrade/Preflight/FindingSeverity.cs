namespace Kong.Upgrade.Preflight;

/// <summary>How much a finding matters, in rising order.</summary>
public enum FindingSeverity
{
    /// <summary>Not weighed: treated as blocking.</summary>
    Unknown = 0,

    /// <summary>Good to know.</summary>
    Information,

    /// <summary>Something must be adapted, or automation and observation break; the run goes on.</summary>
    Warning,

    /// <summary>Live traffic changes or protection is lost; the run goes on, and somebody must look before.</summary>
    Serious,

    /// <summary>The run must not start.</summary>
    Blocking,
}
