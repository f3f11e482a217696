namespace Kong.Upgrade.Preflight;

/// <summary>How much a finding matters, in rising order.</summary>
public enum FindingSeverity
{
    /// <summary>Not weighed: treated as blocking.</summary>
    Unknown = 0,

    /// <summary>Good to know.</summary>
    Information,

    /// <summary>Somebody should look; the run goes on.</summary>
    Warning,

    /// <summary>The run must not start.</summary>
    Blocking,
}
